import TomboRecords

extension CheckRule {
    static let osdDown = CheckRule(
        "ceph-osd-down", .error, kind: "ceph_osd",
        what: "An OSD is down.",
        why: "What it holds has one copy less until it is back, or is copied elsewhere.",
        source: "Ceph: OSD_DOWN.",
        remedy: "Look at its host and disk: `systemctl status ceph-osd@N`, `dmesg`, SMART."
    ) { bench in
        for row in try bench.rows("ceph_osd", ["name", "host", "is_up", "is_in", "devices"]) {
            guard row["is_up"] == false else { continue }
            bench.find(
                bench.name(row), "The OSD on \(row["host"].text ?? "an unknown host") is down.",
                ["host": row["host"], "is_in": row["is_in"], "devices": row["devices"]])
        }
    }
}
