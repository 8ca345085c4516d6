import TomboRecords

extension Ceph {
    /// A pool: what is in it is kept so many times, over domains that do not fail together.
    struct Pool: Record {
        var pool: OSDMap.Pool
        var rule: Rule?
        /// `k` and `m` of an erasure-coded pool.
        var profile: [String: String]?
        var figures: Room.Pool.Figures?

        private var isErasure: Bool { pool.type == 3 }

        /// Raw bytes for each byte of data; nil when the profile does not say.
        ///
        /// Ceph's own `stored` and `max_avail` are scaled by the share of
        /// copies that are whole, and wrong while it is degraded: raw figures
        /// through this factor stay right.
        var rawFactor: Double? {
            guard isErasure else { return Double(pool.size) }
            guard let k = profile?["k"].flatMap(Double.init), let m = profile?["m"].flatMap(Double.init), k > 0 else {
                return nil
            }
            return (k + m) / k
        }

        private func logical(_ raw: Int64?) -> Value {
            guard let raw, let rawFactor, rawFactor > 0 else { return .null }
            return .init(Int64(exactly: (Double(raw) / rawFactor).rounded()))
        }

        var values: [Value] {
            [
                .init(pool.id), .init(pool.name), .init(isErasure ? "erasure" : pool.type == 1 ? "replicated" : nil),
                .init(pool.size), .init(pool.minSize), .init(rule?.name), .init(rule?.failureDomain), .init(rule?.root),
                .init(rule?.deviceClass), .init(isErasure ? pool.profile?.unlessEmpty : nil), .init(rawFactor),
                .init(pool.groups), .init(pool.autoscaling), Ceph.set((pool.applications ?? [:]).keys.sorted()),
                // 0 is Ceph's word for no quota.
                .init(pool.maxBytes.flatMap { $0 > 0 ? $0 : nil }),
                .init(pool.maxObjects.flatMap { $0 > 0 ? $0 : nil }),
                logical(figures?.storedRaw), .init(figures?.used), logical(figures?.availableRaw),
                .init(figures?.objects),
            ]
        }

        static let spec = RecordSpec(
            kind: "ceph_pool",
            summary: "A pool of a Ceph cluster: how often its data are kept, and over what they are spread.",
            key: ["pool_id"], name: "name", aliases: ["pool", "ceph-pool"],
            brief: ["name", "size", "min_size", "failure_domain", "applications", "stored_bytes", "max_avail_bytes"],
            columns: [
                .init("pool_id", .integer, .configuration, "Its number, which is never given again."),
                .init("name", .text, .configuration, "Name, which somebody may change."),
                .init("type", .text, .configuration, "`replicated` or `erasure`."),
                .init("size", .integer, .configuration, unit: "count", "Copies, or parts with erasure coding."),
                .init(
                    "min_size", .integer, .configuration, unit: "count",
                    "With fewer copies than these left, a placement group stops."),
                .init("crush_rule", .text, .configuration, "Rule that places its data."),
                .init(
                    "failure_domain", .text, .configuration,
                    "What no two copies share by that rule: `host`, `rack`, `osd`."),
                .init("crush_root", .text, .configuration, "Root of the tree that the rule takes OSDs from."),
                .init("device_class", .text, .configuration, "Class of device that the rule takes; null for any."),
                .init(
                    "erasure_code_profile", .text, .configuration, "Profile of an erasure-coded pool; null for others."),
                .init(
                    "raw_factor", .real, .configuration,
                    "Raw bytes for a byte of data: the size, or (k + m) / k with erasure coding."),
                .init("pg_num", .integer, .configuration, unit: "count", "Placement groups."),
                .init(
                    "pg_autoscale_mode", .text, .configuration, "Whether Ceph changes that number: `on`, `off`, `warn`."
                ),
                .init("applications", .set, .configuration, "What it is for, such as `rbd` and `rgw`."),
                .init(
                    "quota_max_bytes", .integer, .configuration, unit: "B", "Most data it may hold; null for no limit."),
                .init(
                    "quota_max_objects", .integer, .configuration, unit: "count",
                    "Most objects it may hold; null for no limit."),
                .init(
                    "stored_bytes", .integer, .measure, unit: "B",
                    "Data in it, one copy counted: raw bytes by `raw_factor`, as Ceph's own `stored` is wrong while it "
                        + "is degraded."),
                .init("used_bytes", .integer, .measure, unit: "B", "Raw bytes that it uses, every copy counted."),
                .init(
                    "max_avail_bytes", .integer, .measure, unit: "B",
                    "Data that Ceph says still fit, by its fullest OSD; pools of one rule share it, so never add them up."
                ),
                .init("objects", .integer, .measure, unit: "count", "Objects in it."),
            ],
            examples: [
                .init(
                    "Which pools stop when one more host fails?",
                    "SELECT name, size, min_size, failure_domain FROM ceph_pool WHERE size - min_size < 1 ORDER BY name"
                ),
                .init(
                    "What is in each pool?",
                    "SELECT name, stored_bytes, used_bytes, objects FROM ceph_pool ORDER BY stored_bytes DESC"),
            ])
    }

    struct Pools: Collector {
        func collect(from client: CephClient) async throws(CollectError) -> Listing<Pool> {
            let map = try await client.map()
            let rules = try await Beside(client.rules)
            let room = try await Beside(client.room)
            let figures = Dictionary((room.body?.pools ?? []).map { ($0.id, $0.stats) }) { first, _ in first }
            let pools = map.pools.map { pool in
                Pool(
                    pool: pool, rule: rules.body?.first { $0.id == pool.rule },
                    profile: pool.profile.flatMap { map.profiles?[$0] }, figures: figures[pool.id])
            }
            return .lacking(pools, [rules.reason, room.reason])
        }
    }
}
