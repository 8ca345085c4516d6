import TomboRecords

/// A row for each way in which pools keep data on the devices of a CRUSH root and class.
struct ClassRows {
    let cluster: StorageCluster
    /// What grows, and how fast; nil where the history is too short.
    let trend: (StorageScheme) throws -> (trend: Trend?, reason: String?)

    static let columns: [Answer.Column] = [
        .init("root"), .init("device_class"), .init("rule"), .init("pools", .set),
        .init("hosts", .integer), .init("osds", .integer), .init("osds_down", .integer, isBrief: false),
        .init("osds_out", .integer, isBrief: false),
        .bytes("raw_bytes"), .bytes("raw_used_bytes"), .bytes("raw_avail_bytes", isBrief: false),
        .bytes("overhead_bytes", isBrief: false), .bytes("usable_bytes"), .bytes("usable_most_bytes", isBrief: false),
        .bytes("usable_now_bytes", isBrief: false),
        .init("limit"), .bytes("stored_bytes"), .bytes("provisioned_bytes"), .bytes("room_nearfull_bytes"),
        .bytes("room_full_bytes", isBrief: false), .init("fullest_osd"), .init("fullest_percent", .real, unit: "%"),
        .init("level"), .init("largest_host"), .init("heals", .boolean), .bytes("loss_room_bytes"),
        .init("days_to_nearfull", .real, unit: "days"), .init("days_earliest", .real, isBrief: false),
        .init("days_latest", .real, isBrief: false), .init("note"),
    ]

    func rows() throws -> [[Value]] {
        let schemes = cluster.schemes
        var rows = try schemes.map(row)
        let idle = cluster.devices.filter { device in !schemes.contains { $0.takes(device) } }
        let groups = Dictionary(grouping: idle) { [$0.buckets["root"] ?? "", $0.deviceClass ?? ""] }
        for key in groups.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            rows.append(unusedRow(root: key[0], deviceClass: key[1], groups[key] ?? []))
        }
        return rows
    }

    private func row(_ scheme: StorageScheme) throws -> [Value] {
        let devices = cluster.devices(of: scheme)
        let pools = cluster.pools(of: scheme)
        let (usable, now) = (cluster.usable(scheme), cluster.usableNow(scheme))
        let used = cluster.used(on: scheme)
        let overhead = used.flatMap { used in devices.used.map { Double($0) - used } }
        let rbd = pools.filter { $0.images.bytes != nil || $0.applications.contains("rbd") }
        let provisioned = rbd.reduce(Int64?(0)) { sum, pool in
            sum.flatMap { sum in pool.images.bytes.map { sum + $0 } }
        }
        let stored = pools.reduce(Int64?(0)) { sum, pool in sum.flatMap { sum in pool.stored.map { sum + $0 } } }
        let loss = HostFailure.largest(scheme, cluster).map {
            HostFailure(of: $0, scheme, cluster, minSize: pools.compactMap(\.minSize).max())
        }
        let fullest = devices.fullest
        let growth = try trend(scheme)
        let runway = growth.trend.flatMap { trend in
            usable.raw.flatMap { raw in
                cluster.ratios.nearfull.flatMap { ratio in
                    used.map { Runway(free: raw * ratio - $0, trend.line) }
                }
            }
        }
        let note = Value.note([
            devices.degraded.map { "\($0): usable counts them, usable_now does not count those out" },
            usable.raw == nil ? usable.words : nil,
            gain(scheme, usable),
            now.raw != nil && !now.isEnough ? "now \(now.words)" : nil,
            used == nil ? "what the pools use is not known" : nil,
            rbd.compactMap(\.images.reason).first,
            provisioned.flatMap { $0 > (stored ?? .max) ? "thin: RBD takes room only for what is written" : nil },
            loss.map { "without \($0.host): \($0.words)" },
            growth.reason.map { "days to nearfull: \($0)" },
            runway.flatMap { $0.expected == nil ? "days to nearfull: it does not grow" : nil },
        ])
        return [
            .text(scheme.root), .text(scheme.deviceClass ?? "any"), .text(scheme.words), Value(pools.map(\.name)),
            Value(Set(devices.compactMap(\.host)).count), Value(devices.count),
            Value(devices.count { $0.isIn && !$0.isUp }), Value(devices.count { !$0.isIn }),
            Value(devices.size), .bytes(used),
            .bytes(used.flatMap { used in devices.size.map { Double($0) - used } }), .bytes(overhead),
            .bytes(usable.raw.map { $0 / scheme.rawFactor }), .bytes(usable.most.map { $0 / scheme.rawFactor }),
            .bytes(now.raw.map { $0 / scheme.rawFactor }),
            usable.raw == nil ? .null : .text(usable.words), Value(stored),
            rbd.isEmpty ? .null : Value(provisioned),
            .bytes(cluster.room(scheme, usable, until: cluster.ratios.nearfull)),
            .bytes(cluster.room(scheme, usable, until: cluster.ratios.full)),
            Value(fullest?.name), .percent(fullest?.fill), Value(fullest?.fill.flatMap(cluster.ratios.level)),
            Value(loss?.host), Value(loss?.heals), .bytes(loss?.room),
            Self.days(runway?.expected), Self.days(runway?.earliest), Self.days(runway?.latest), note,
        ]
    }

    /// What exceptions to CRUSH could make of unequal domains.
    private func gain(_ scheme: StorageScheme, _ usable: UsableRoom) -> String? {
        guard let raw = usable.raw, let most = usable.most, most > raw * 1.005 else { return nil }
        return "exceptions to it (the balancer's upmaps) can bring usable up to usable_most"
    }

    /// Devices that no pool's rule takes: raw room that nothing uses.
    private func unusedRow(root: String, deviceClass: String, _ devices: [CrushDevice]) -> [Value] {
        let known: [String: Value] = [
            "root": Value(root.isEmpty ? nil : root), "device_class": Value(deviceClass.isEmpty ? nil : deviceClass),
            "pools": .list([]), "hosts": Value(Set(devices.compactMap(\.host)).count), "osds": Value(devices.count),
            "osds_down": Value(devices.count { $0.isIn && !$0.isUp }), "osds_out": Value(devices.count { !$0.isIn }),
            "raw_bytes": Value(devices.size), "overhead_bytes": Value(devices.used),
            "fullest_osd": Value(devices.fullest?.name), "fullest_percent": .percent(devices.fullest?.fill),
            "note": .note(["no pool's rule takes them, so what is usable depends on a rule", devices.degraded]),
        ]
        return Self.columns.map { known[$0.name] ?? .null }
    }

    static func days(_ days: Double?) -> Value { Value(days.map { ($0 * 10).rounded(.down) / 10 }) }
}
