import TomboRecords

extension CheckRule {
    static let osdOut = CheckRule(
        "ceph-osd-out", .warning, kind: "ceph_osd",
        what: "An OSD is out.",
        why: "It takes no data: the others hold its share, and are that much fuller.",
        source: "Ceph: an OSD that is down is marked out after mon_osd_down_out_interval (600 s).",
        remedy: "`ceph osd in N` when the disk is well; else replace the disk and purge the OSD."
    ) { bench in
        for row in try bench.rows("ceph_osd", ["name", "host", "is_up", "is_in"]) {
            guard row["is_in"] == false else { continue }
            bench.find(
                bench.name(row), "The OSD on \(row["host"].text ?? "an unknown host") is out.",
                ["host": row["host"], "is_up": row["is_up"]])
        }
    }
}
