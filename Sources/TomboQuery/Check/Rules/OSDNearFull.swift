import TomboRecords

extension CheckRule {
    static let osdNearFull = CheckRule(
        "ceph-osd-nearfull", .error, kind: "ceph_osd",
        what: "An OSD is nearly full, or full.",
        why: "One full OSD stops all writes to every pool that uses it.",
        source: "Ceph: nearfull_ratio (0.85), backfillfull_ratio (0.90), full_ratio (0.95) of the OSD map.",
        remedy: "Delete what is not needed, add an OSD, or let the balancer even it out.",
        reads: ["ceph_osd", "ceph_cluster"]
    ) { bench in
        let limit = try bench.rows("ceph_cluster", ["nearfull_ratio"]).first?["nearfull_ratio"].number ?? 0.85
        for row in try bench.rows("ceph_osd", ["name", "host", "state", "size_bytes", "used_bytes", "is_in"]) {
            guard row["is_in"] != false else { continue }
            let states = row["state"].elements.compactMap(\.text).filter { $0.hasSuffix("full") }
            let share = OSDUse.share(row)
            if share == nil, states.isEmpty { bench.cannotJudge(bench.name(row), "how much it holds is unknown") }
            guard !states.isEmpty || share ?? 0 >= limit else { continue }
            let words = states.isEmpty ? "beyond the nearfull ratio" : states.joined(separator: ", ")
            let held = share.map { " (\(CheckWords.percent($0)))" } ?? ""
            bench.find(
                bench.name(row), "The OSD on \(row["host"].text ?? "an unknown host") is \(words)\(held).",
                [
                    "host": row["host"], "used": Value(share), "nearfull_ratio": .real(limit),
                    "used_bytes": row["used_bytes"], "size_bytes": row["size_bytes"],
                ])
        }
    }
}
