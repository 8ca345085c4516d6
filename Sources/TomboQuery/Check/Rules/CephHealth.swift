import TomboRecords

extension CheckRule {
    static let cephHealth = CheckRule(
        "ceph-health", .warning, kind: "ceph_health_check",
        what: "Ceph warns of something that no rule of tombo's is about.",
        why: "Ceph sees what no map shows: slow requests, clocks apart, scrub errors.",
        source: "Ceph: health checks of `ceph status`.",
        remedy: "`ceph health detail` says more; `ceph health mute CODE` silences what is meant to be so."
    ) { bench in
        // OSDs and monitors have rules of their own, which name each one.
        let told: Set<String> = [
            "OSD_DOWN", "OSD_HOST_DOWN", "OSD_NEARFULL", "OSD_BACKFILLFULL", "OSD_FULL", "MON_DOWN",
            "POOL_NO_REDUNDANCY",
        ]
        for row in try bench.rows("ceph_health_check", ["severity", "message", "muted", "count"])
        where row["muted"] != true && !told.contains(row.key) {
            bench.find(
                row.key, "Ceph says: \(row["message"].text ?? row.key).",
                ["ceph_severity": row["severity"], "count": row["count"]])
        }
    }
}
