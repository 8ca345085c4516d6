import TomboRecords

extension CheckRule {
    static let monitorQuorum = CheckRule(
        "ceph-mon-out-of-quorum", .error, kind: "ceph_mon",
        what: "A monitor of Ceph is not in the quorum.",
        why: "More than half of the monitors must agree; below that all of Ceph stops.",
        source: "Ceph: MON_DOWN; monmap less quorum_names.",
        remedy: "Look at the monitor's host, its clock and its log; `ceph quorum_status` says who is missing."
    ) { bench in
        let rows = try bench.rows("ceph_mon", ["hostname", "in_quorum"])
        let inside = rows.count { $0["in_quorum"] == true }
        let majority = rows.count / 2 + 1
        for row in rows {
            guard row["in_quorum"] == false else { continue }
            let spare = inside - majority
            let left = spare > 0 ? "\(spare) more may fail" : "the next failure stops Ceph"
            bench.find(
                row.key, "The monitor is out: \(inside) of \(rows.count) are in the quorum, and \(left).",
                [
                    "hostname": row["hostname"], "in_quorum": .integer(Int64(inside)),
                    "monitors": .integer(Int64(rows.count)), "majority": .integer(Int64(majority)),
                ])
        }
    }
}
