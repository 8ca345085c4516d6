/// What a scheme is left with when a host fails.
struct HostFailure: Sendable {
    var host: String
    /// Whether every copy can be made again on what is left, below the ratio at which backfilling stops;
    /// nil where it is not known.
    var heals: Bool?
    /// Data that still fit up to nearfull afterwards; nil where nothing heals, as then nothing more is used.
    var room: Double?
    var words: String

    /// Counts OSDs that are in: only on them a copy can be made.
    init(of host: String, _ scheme: StorageScheme, _ cluster: StorageCluster, minSize: Int?) {
        self.host = host
        let left = cluster.without(host)
        let usable = left.usableNow(scheme)
        guard let raw = usable.raw, let used = cluster.used(on: scheme) else {
            words = usable.raw == nil ? usable.words : "what the pools use is not known"
            return
        }
        guard usable.isEnough else {
            heals = false
            words = Self.remainder(scheme, domains: usable.domains, minSize: minSize)
            return
        }
        room = cluster.ratios.nearfull.map { (raw * $0 - used) / scheme.rawFactor }
        heals = cluster.ratios.backfillfull.map { used <= raw * $0 }
        switch (heals, room) {
        case (true?, let room?) where room < 0: words = "heals, but is nearfull then"
        case (true?, _): words = "heals"
        case (false?, _): words = "the rest is too small for all copies: backfilling stops before it is done"
        default: words = "Ceph's ratios are not known"
        }
    }

    private static func remainder(_ scheme: StorageScheme, domains: Int, minSize: Int?) -> String {
        let what = scheme.isErasure ? "parts" : "copies"
        let start = "nothing heals: \(domains) \(scheme.domain)s are too few for \(scheme.slots) \(what)"
        let left = min(domains, scheme.slots)
        guard let minSize else { return start }
        return left >= minSize
            ? "\(start); data stay at \(left) and can be used" : "\(start); at \(left), below min_size, data stop"
    }

    /// The host with the most room of those that a scheme uses now.
    static func largest(_ scheme: StorageScheme, _ cluster: StorageCluster) -> String? {
        let hosts = Dictionary(grouping: cluster.devices(of: scheme).filter(\.isIn)) { $0.host ?? "" }
        let sized = hosts.filter { $0.key != "" }.map { (name: $0.key, size: $0.value.capacity ?? .infinity) }
        return sized.sorted { $0.size != $1.size ? $0.size > $1.size : $0.name < $1.name }.first?.name
    }
}
