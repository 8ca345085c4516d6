import TomboRecords

/// A row for each host with OSDs: what is on it, and what is left without it.
struct StorageHostRows {
    let cluster: StorageCluster

    static let columns: [Answer.Column] = [
        .init("host"), .init("root", isBrief: false), .init("rack", isBrief: false), .init("osds", .integer),
        .init("osds_down", .integer, isBrief: false), .init("osds_out", .integer, isBrief: false),
        .init("device_classes", .set), .bytes("raw_bytes"), .bytes("used_bytes"),
        .init("used_percent", .real, unit: "%"), .init("share_percent", .real, unit: "%", isBrief: false),
        .init("fullest_osd", isBrief: false), .init("fullest_percent", .real, unit: "%"),
        .init("heals", .boolean, isBrief: false),
        .bytes("loss_room_bytes"), .init("without_it"), .init("note", isBrief: false),
    ]

    func rows() -> [[Value]] {
        let hosts = Dictionary(grouping: cluster.devices.filter { $0.host != nil }) { $0.host ?? "" }
        return hosts.keys.sorted { NaturalOrder.compare($0, $1) < 0 }.map { row($0, hosts[$0] ?? []) }
    }

    private func row(_ host: String, _ devices: [CrushDevice]) -> [Value] {
        let failures = cluster.schemes.filter { scheme in devices.contains { scheme.takes($0) && $0.isIn } }.map {
            HostFailure(of: host, $0, cluster, minSize: cluster.pools(of: $0).compactMap(\.minSize).max())
        }
        let (size, used) = (devices.size, devices.used)
        let fill = size.flatMap { size in used.map { size > 0 ? Double($0) / Double(size) : 0 } }
        let total = cluster.devices.size
        let share = size.flatMap { size in total.map { $0 > 0 ? Double(size) / Double($0) : 0 } }
        let note = Value.note([
            used == nil ? "Ceph does not count an OSD that is down or out: \(devices.degraded ?? "unknown")" : nil,
            size == nil ? "the size of an OSD is not known" : nil,
            failures.isEmpty ? "no pool has data on it" : nil,
        ])
        return [
            .text(host), Value(devices.first?.buckets["root"]), Value(devices.first?.buckets["rack"]),
            Value(devices.count), Value(devices.count { $0.isIn && !$0.isUp }), Value(devices.count { !$0.isIn }),
            Value(Set(devices.compactMap(\.deviceClass)).sorted()), Value(size), Value(used), .percent(fill),
            .percent(share), Value(devices.fullest?.name), .percent(devices.fullest?.fill), Self.heals(failures),
            failures.contains { $0.room == nil } ? .null : .bytes(failures.compactMap(\.room).min()),
            .note(failures.map(\.words)), note,
        ]
    }

    /// No where one scheme says no, unknown where one does not know.
    private static func heals(_ failures: [HostFailure]) -> Value {
        if failures.isEmpty { return .null }
        if failures.contains(where: { $0.heals == false }) { return false }
        return failures.contains { $0.heals == nil } ? .null : true
    }
}
