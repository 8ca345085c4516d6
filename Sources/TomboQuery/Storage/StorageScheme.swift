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
    /// Raw bytes, all copies counted, when the first device is full, as CRUSH spreads by weight; nil where it is not known.
    var raw: Double?
    /// The same where data are spread as well as can be: what the balancer works towards.
    var most: Double?
    var domains: Int
    var isEnough: Bool
    /// What limits it, or why it is not known.
    var words: String

    init(_ scheme: StorageScheme, on devices: [CrushDevice]) {
        switch Self.domains(scheme, devices.filter(scheme.takes)) {
        case .failure(let unknown): (raw, most, domains, isEnough, words) = (nil, nil, 0, false, unknown.reason)
        case .success(let room):
            raw = room.byWeight.each * Double(scheme.slots)
            most = room.most.each * Double(scheme.slots)
            (domains, isEnough, words) = (room.domains.count, room.isEnough, room.limit(scheme.domain))
        }
    }

    private struct Unknown: Error { var reason: String }

    private static func domains(
        _ scheme: StorageScheme, _ devices: [CrushDevice]
    ) -> Result<FailureDomains, Unknown> {
        var groups: [String: [CrushDevice]] = [:]
        for device in devices {
            guard let name = device.isIn(domain: scheme.domain) else {
                return .failure(Unknown(reason: "of \(device.name) it is not known in which \(scheme.domain) it is"))
            }
            groups[name, default: []].append(device)
        }
        var domains: [FailureDomains.Domain] = []
        for (name, group) in groups {
            guard let capacity = group.capacity else {
                let nameless = group.first { $0.size == nil || $0.crushWeight == nil }?.name ?? name
                return .failure(Unknown(reason: "the size or the weight of \(nameless) is not known"))
            }
            domains.append(
                .init(name: name, capacity: capacity, weight: group.reduce(0) { $0 + ($1.weight ?? 0) }))
        }
        return .success(FailureDomains(domains, slots: scheme.slots))
    }
}
