import TomboRecords

extension CheckCase {
    private static let gib: Int64 = 1 << 30

    private static func osd(_ id: Int64, _ host: String, _ fields: [String: Value] = [:]) -> [String: Value] {
        [
            "uuid": .text("u\(id)"), "name": .text("osd.\(id)"), "osd_id": .integer(id), "host": .text(host),
            "is_up": true, "is_in": true, "size_bytes": .integer(100 * gib), "used_bytes": .integer(40 * gib),
            "device_class": "ssd",
        ].merging(fields) { _, said in said }
    }

    private static func hosts(_ names: String...) -> [[String: Value]] {
        names.map { ["name": .text($0), "root": "default"] }
    }

    private static func pool(_ name: String, _ fields: [String: Value] = [:]) -> [String: Value] {
        [
            "pool_id": .integer(Int64(name.utf8.reduce(0) { $0 * 31 % 9973 + Int($1) })), "name": .text(name),
            "type": "replicated", "size": 3,
            "min_size": 2, "failure_domain": "host", "crush_root": "default",
        ].merging(fields) { _, said in said }
    }

    private static func three(_ fields: [String: Value] = [:]) -> [[String: Value]] {
        [osd(0, "a", fields), osd(1, "b"), osd(2, "c")]
    }

    private static func mon(_ name: String, _ isIn: Value) -> [String: Value] {
        ["name": .text(name), "rank": 0, "in_quorum": isIn]
    }

    static let ceph: [CheckCase] = [
        CheckCase(
            rule: "ceph-mon-out-of-quorum",
            breaks: ["ceph_mon": [mon("a", true), mon("b", true), mon("c", false)]], names: ["c"],
            keeps: ["ceph_mon": [mon("a", true), mon("b", true), mon("c", true)]]),
        CheckCase(
            rule: "ceph-osd-down", breaks: ["ceph_osd": three(["is_up": false])], names: ["osd.0"],
            keeps: ["ceph_osd": three(["is_in": false])]),
        CheckCase(
            rule: "ceph-osd-out", breaks: ["ceph_osd": three(["is_in": false])], names: ["osd.0"],
            keeps: ["ceph_osd": three(["is_up": false])]),
        CheckCase(
            rule: "ceph-osd-nearfull",
            breaks: [
                "ceph_osd": [
                    osd(0, "a", ["used_bytes": .integer(86 * gib)]),
                    osd(1, "b", ["state": ["exists", "backfillfull"]]),
                    osd(2, "c"),
                ],
                "ceph_cluster": [["fsid": "f", "health": "HEALTH_WARN", "nearfull_ratio": 0.85]],
            ],
            names: ["osd.0", "osd.1"],
            keeps: [
                "ceph_osd": three(["used_bytes": .integer(86 * gib)]),
                "ceph_cluster": [["fsid": "f", "health": "HEALTH_OK", "nearfull_ratio": 0.9]],
            ],
            unknown: ["ceph_osd": three(["used_bytes": nil])]),
        CheckCase(
            rule: "ceph-osd-uneven",
            breaks: ["ceph_osd": three(["used_bytes": .integer(80 * gib)])], names: ["osd.0"],
            keeps: [
                "ceph_osd": [
                    osd(0, "a", ["used_bytes": .integer(50 * gib)]), osd(1, "b"), osd(2, "c"),
                    // Another class is another mean.
                    osd(3, "c", ["used_bytes": .integer(90 * gib), "device_class": "hdd"]),
                ]
            ],
            unknown: ["ceph_osd": three(["size_bytes": nil])]),
        CheckCase(
            rule: "ceph-hosts-uneven",
            breaks: [
                "ceph_pool": [pool("vms"), pool("glance")], "ceph_host": hosts("a", "b", "c"),
                "ceph_osd": three(["size_bytes": .integer(400 * gib)]),
            ],
            names: ["glance and vms"],
            keeps: [
                "ceph_pool": [pool("vms")], "ceph_host": hosts("a", "b", "c"),
                "ceph_osd": three(["size_bytes": .integer(110 * gib)]),
            ],
            unknown: [
                "ceph_pool": [pool("vms")], "ceph_host": hosts("a", "b", "c"), "ceph_osd": three(["size_bytes": nil]),
            ]),
        CheckCase(
            rule: "ceph-pool-size",
            breaks: [
                "ceph_pool": [pool("vms"), pool("two", ["size": 2]), pool("ec", ["type": "erasure", "size": 9])],
                "ceph_host": hosts("a", "b", "c"),
                "ceph_osd": three(["is_in": false]),
            ],
            names: ["vms"],
            keeps: [
                "ceph_pool": [pool("vms"), pool("wide", ["size": 4, "failure_domain": "osd"])],
                "ceph_host": hosts("a", "b", "c"), "ceph_osd": three() + [osd(3, "c")],
            ],
            unknown: [
                "ceph_pool": [pool("vms", ["failure_domain": "row"])], "ceph_host": hosts("a"), "ceph_osd": three(),
            ]),
        CheckCase(
            rule: "ceph-pool-no-spare",
            breaks: ["ceph_pool": [pool("vms"), pool("b")], "ceph_host": hosts("a", "b", "c"), "ceph_osd": three()],
            names: ["b and vms"],
            keeps: [
                "ceph_pool": [pool("vms")], "ceph_host": hosts("a", "b", "c", "d"), "ceph_osd": three() + [osd(3, "d")],
            ]),
        CheckCase(
            rule: "ceph-pool-copies",
            breaks: ["ceph_pool": [pool("one", ["size": 1]), pool("thin", ["min_size": 1]), pool("vms")]],
            names: ["one", "thin"], keeps: ["ceph_pool": [pool("vms")]]),
        CheckCase(
            rule: "ceph-health",
            breaks: [
                "ceph_health_check": [
                    ["code": "SLOW_OPS", "severity": "HEALTH_WARN", "message": "2 slow ops", "muted": false],
                    ["code": "OSD_DOWN", "severity": "HEALTH_WARN", "message": "1 osds down", "muted": false],
                ]
            ],
            names: ["SLOW_OPS"],
            keeps: [
                "ceph_health_check": [
                    ["code": "SLOW_OPS", "severity": "HEALTH_WARN", "message": "2 slow ops", "muted": true]
                ]
            ]),
    ]
}
