extension ResourceRequest {
    /// `hw:cpu_policy`, `hw:cpu_thread_policy` and `hw:emulator_threads_policy` as resources and traits.
    ///
    /// Source: `_translate_pinning_policies` in nova/scheduler/utils.py.
    mutating func translatePinning(_ flavor: FlavorSize) {
        let specs = flavor.extraSpecs
        switch specs["hw:cpu_thread_policy"] {
        case "isolate": self[""].forbidden.insert("HW_CPU_HYPERTHREADING")
        case "require": self[""].required.insert("HW_CPU_HYPERTHREADING")
        default: break
        }
        var pinned: Int64
        switch specs["hw:cpu_policy"] {
        case "dedicated": pinned = flavor.vcpus
        case "mixed":
            guard let count = specs["hw:cpu_dedicated_mask"].flatMap({ Self.count($0, of: flavor.vcpus) }) else {
                fault = "its hw:cpu_policy=mixed does not say in hw:cpu_dedicated_mask which processors are pinned"
                return
            }
            pinned = count
            self[""].resources["VCPU", default: 0] += flavor.vcpus - pinned
        default: return
        }
        if specs["hw:emulator_threads_policy"] == "isolate" { pinned += 1 }
        self[""].resources["PCPU", default: 0] += pinned
        unchecked.append("hw:cpu_policy: how a host's free processors lie in its NUMA nodes is not collected")
    }

    /// Extra specs that Nova turns into a trait or a resource of the host.
    mutating func translateTraits(_ specs: [String: String]) {
        if specs["os:secure_boot"] == "required" { self[""].required.insert("COMPUTE_SECURITY_UEFI_SECURE_BOOT") }
        switch specs["hw:tpm_version"] {
        case "1.2": self[""].required.insert("COMPUTE_SECURITY_TPM_1_2")
        case "2.0": self[""].required.insert("COMPUTE_SECURITY_TPM_2_0")
        default: break
        }
        if specs["hw:pci_numa_affinity_policy"] == "socket" {
            self[""].required.insert("COMPUTE_SOCKET_PCI_NUMA_AFFINITY")
        }
        if let encrypts = specs["hw:mem_encryption"]?.lowercased(), ["true", "1", "yes", "on"].contains(encrypts) {
            self[""].resources["MEM_ENCRYPTION_CONTEXT", default: 0] += 1
        }
        for label in specs["hw:pmem"]?.split(separator: ",") ?? [] {
            let name = label.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
            self[""].resources["CUSTOM_PMEM_NAMESPACE_" + String(name), default: 0] += 1
        }
    }

    /// How many processors a mask such as `0-3,^2` names; nil where it is none.
    private static func count(_ mask: String, of vcpus: Int64) -> Int64? {
        var (named, taken) = (Set<Int64>(), Set<Int64>())
        for rule in mask.split(separator: ",") {
            let isTaken = rule.hasPrefix("^")
            let bounds = (isTaken ? rule.dropFirst() : rule).split(separator: "-").map { Int64($0) }
            guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, bounds.count < 3, first <= last,
                first >= 0, last < 4096
            else { return nil }
            if isTaken { taken.formUnion(first...last) } else { named.formUnion(first...last) }
        }
        // Only a list of exceptions: all the others.
        if named.isEmpty, !taken.isEmpty { named = Set(0..<max(0, vcpus)) }
        return Int64(named.subtracting(taken).filter { $0 < vcpus }.count)
    }
}
