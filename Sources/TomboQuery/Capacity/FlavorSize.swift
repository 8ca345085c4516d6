/// A flavor, or what a server keeps of the one it was made of.
struct FlavorSize: Sendable, Hashable {
    var name: String
    var vcpus: Int64
    var ramMiB: Int64
    var diskGiB: Int64
    var ephemeralGiB: Int64 = 0
    var swapMiB: Int64 = 0
    var extraSpecs: [String: String] = [:]
    /// Projects that may use it; nil for everybody.
    var projects: Set<String>?
    var isDisabled = false
}

extension FlavorSize {
    /// The request that Nova makes of it.
    ///
    /// Extra specs override what the flavor says (`resources:VCPU=0` too), pinned
    /// processors are `PCPU`, the disk is root, ephemeral and swap rounded up to
    /// GiB, and a server that boots from a volume needs no root disk.
    /// Source: `ResourceRequest.from_request_spec` in nova/scheduler/utils.py.
    func request(bootsFromVolume: Bool = false) -> ResourceRequest {
        var request = ResourceRequest()
        for (key, value) in extraSpecs.sorted(by: { $0.key < $1.key }) { request.take(key, value) }
        request.translatePinning(self)
        request.translateTraits(extraSpecs)
        let named = Set(request.groups.flatMap(\.resources.keys))
        if !named.contains("VCPU"), !named.contains("PCPU") { request[""].resources["VCPU"] = vcpus }
        if !named.contains("MEMORY_MB") { request[""].resources["MEMORY_MB"] = ramMiB }
        if !named.contains("DISK_GB") {
            let disk = ephemeralGiB + (swapMiB + 1023) / 1024 + (bootsFromVolume ? 0 : diskGiB)
            if disk > 0 { request[""].resources["DISK_GB"] = disk }
        }
        for index in request.groups.indices {
            request.groups[index].resources = request.groups[index].resources.filter { $0.value != 0 }
        }
        request.groups.removeAll { $0.resources.isEmpty && $0.required.isEmpty && $0.forbidden.isEmpty }
        if let empty = request.groups.first(where: { $0.resources.isEmpty }) {
            let group = empty.suffix.isEmpty ? "its request" : "its group \(empty.suffix)"
            request.fault = "\(group) asks for traits of no resource"
        }
        if request.groups.isEmpty { request.fault = "it asks for no resource" }
        return request
    }
}

extension ResourceRequest {
    /// One extra spec: `resources[SUFFIX]:CLASS`, `trait[SUFFIX]:TRAIT`, `group_policy` or a scoped one.
    fileprivate mutating func take(_ key: String, _ value: String) {
        if key == "group_policy" { isolates = value == "isolate" }
        guard let colon = key.firstIndex(of: ":") else { return }
        let (scope, name) = (String(key[..<colon]), String(key[key.index(after: colon)...]))
        if scope == "aggregate_instance_extra_specs" {
            aggregateSpecs[name] = value
        } else if scope.hasPrefix("resources"), let suffix = Self.suffix(scope.dropFirst(9)) {
            guard let amount = Int64(value), amount >= 0 else {
                fault = "its extra spec \(key)=\(value) is no amount"
                return
            }
            self[suffix].resources[name] = amount
        } else if scope.hasPrefix("trait"), let suffix = Self.suffix(scope.dropFirst(5)) {
            if value == "required" {
                self[suffix].required.insert(name)
            } else if value == "forbidden" {
                self[suffix].forbidden.insert(name)
            }
        } else if Self.topology.contains(where: key.hasPrefix) {
            unchecked.append("\(key): what a host has of it is not collected")
        }
    }

    private static let topology = [
        "hw:numa_", "hw:mem_page_size", "pci_passthrough:", "accel:", "hw:cpu_realtime", "capabilities:",
    ]

    /// As Nova's pattern allows: up to 64 letters, digits, `_` and `-`.
    private static func suffix(_ text: Substring) -> String? {
        let isSuffix =
            text.count <= 64 && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
        return isSuffix ? String(text) : nil
    }
}
