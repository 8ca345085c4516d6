import TomboRecords

/// A row for each pool of Ceph.
struct PoolRows {
    let cluster: StorageCluster

    static let columns: [Answer.Column] = [
        .init("pool"), .init("rule"), .init("device_class", isBrief: false), .bytes("stored_bytes"),
        .bytes("used_bytes"), .init("share_percent", .real, unit: "%"), .bytes("provisioned_bytes"),
        .init("images", .integer), .init("snapshots", .integer, isBrief: false), .init("clones", .integer),
        .bytes("quota_bytes", isBrief: false), .bytes("quota_free_bytes", isBrief: false),
        .bytes("room_nearfull_bytes"), .bytes("ceph_max_avail_bytes", isBrief: false), .init("note", isBrief: false),
    ]

    func rows() -> [[Value]] {
        let used = cluster.pools.reduce(Int64?(0)) { sum, pool in sum.flatMap { sum in pool.used.map { sum + $0 } } }
        return cluster.pools.map { pool in
            let usable = pool.scheme.map(cluster.usable)
            let room = pool.scheme.flatMap { scheme in
                usable.flatMap { cluster.room(scheme, $0, until: cluster.ratios.nearfull) }
            }
            let quota = pool.quota.flatMap { quota in pool.stored.map { quota - $0 } }
            let images = pool.images
            let share = used.flatMap { used in
                pool.used.map { used > 0 ? Double($0) / Double(used) : 0 }
            }
            let note = Value.note([
                pool.scheme == nil ? "its rule is not known" : nil,
                usable.flatMap { $0.raw == nil ? $0.words : nil }, images.reason,
                (images.clones ?? 0) > 0 ? "a clone shares its image's data until it writes" : nil,
                (images.snapshots ?? 0) > 0 ? "what snapshots hold is in stored; of each it is not known" : nil,
                quota.flatMap { quota in room.flatMap { Double(quota) < $0 ? "the quota ends before the room" : nil } },
            ])
            return [
                .text(pool.name), Value(pool.scheme?.words), Value(pool.scheme.map { $0.deviceClass ?? "any" }),
                Value(pool.stored), Value(pool.used), .percent(share), Value(images.bytes), Value(images.images),
                Value(images.snapshots), Value(images.clones), Value(pool.quota), Value(quota), .bytes(room),
                Value(pool.cephAvailable), note,
            ]
        }
    }
}
