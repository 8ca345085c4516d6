/// A way in which pools keep their data: over which devices, how often, how far apart.
struct StorageScheme: Sendable, Hashable {
    /// Name of the bucket that the rule starts from.
    var root: String
    /// nil for devices of any class.
    var deviceClass: String?
    /// Type of bucket of which each holds one copy or part.
    var domain: String
    /// Copies, or parts (k + m).
    var slots: Int
    /// Raw bytes for a byte of data.
    var rawFactor: Double
    var isErasure: Bool

    func takes(_ device: CrushDevice) -> Bool {
        (deviceClass == nil || device.deviceClass == deviceClass)
            && (device.crushWeight ?? 1) > 0
            && (device.buckets.values.contains(root) || device.name == root)
    }

    var words: String {
        let apart = domain == "root" ? "anywhere" : "each on another \(domain)"
        guard isErasure else { return "\(slots) \(slots == 1 ? "copy" : "copies"), \(apart)" }
        let data = Int((Double(slots) / rawFactor).rounded())
        return "\(data)+\(slots - data) parts, \(apart)"
    }
}

/// What fits by a scheme on some devices.
struct UsableRoom: Sendable {
    /// Raw bytes, all copies counted, with every device full; nil where it is not known.
    var raw: Double?
    var domains: Int
    var isEnough: Bool
    /// What limits it, or why it is not known.
    var words: String

    init(_ scheme: StorageScheme, on devices: [CrushDevice]) {
        let devices = devices.filter(scheme.takes)
        var groups: [String: [CrushDevice]] = [:]
        for device in devices {
            guard let name = device.isIn(domain: scheme.domain) else {
                self.init(unknown: "of \(device.name) it is not known in which \(scheme.domain) it is")
                return
            }
            groups[name, default: []].append(device)
        }
        var domains: [FailureDomains.Domain] = []
        for (name, group) in groups {
            guard let capacity = group.capacity else {
                let nameless = group.first { $0.size == nil || $0.crushWeight == nil }?.name ?? name
                self.init(unknown: "the size or the weight of \(nameless) is not known")
                return
            }
            domains.append(.init(name: name, capacity: capacity))
        }
        let room = FailureDomains(domains, slots: scheme.slots)
        self.init(
            raw: room.most.each * Double(scheme.slots), domains: room.domains.count, isEnough: room.isEnough,
            words: room.limit(scheme.domain))
    }

    private init(unknown reason: String) { self.init(raw: nil, domains: 0, isEnough: false, words: reason) }

    private init(raw: Double?, domains: Int, isEnough: Bool, words: String) {
        (self.raw, self.domains, self.isEnough, self.words) = (raw, domains, isEnough, words)
    }
}
