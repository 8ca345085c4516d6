import TomboRecords

extension CheckRule {
    static let osdUneven = CheckRule(
        "ceph-osd-uneven", .warning, kind: "ceph_osd",
        what: "An OSD is much fuller than the others of its device class.",
        why: "The fullest OSD decides when pools are full, not the mean.",
        source: "Ceph: `ceph osd df`; MAX AVAIL of a pool counts its fullest OSD.",
        remedy: "Switch the balancer on (`ceph balancer on`, mode upmap), and check pg_num and weights.",
        settings: [
            .init(name: "points", standard: ["15"], what: "Percentage points above the mean that are too many.")
        ]
    ) { bench in
        let points = bench.number("points")
        let rows = try bench.rows("ceph_osd", ["name", "host", "device_class", "size_bytes", "used_bytes", "is_in"])
            .filter { $0["is_in"] != false }
        for row in rows where OSDUse.share(row) == nil {
            bench.cannotJudge(bench.name(row), "how much it holds is unknown")
        }
        for (name, members) in Dictionary(grouping: rows, by: { $0["device_class"].text ?? "" }) {
            let shares = members.compactMap(OSDUse.share)
            guard shares.count > 1 else { continue }
            let mean = shares.reduce(0, +) / Double(shares.count)
            for row in members {
                guard let share = OSDUse.share(row), (share - mean) * 100 >= points else { continue }
                let others = name.isEmpty ? "the OSDs" : "the \(name) OSDs"
                bench.find(
                    bench.name(row),
                    "The OSD on \(row["host"].text ?? "an unknown host") is \(CheckWords.percent(share)) full; "
                        + "\(others) are on average \(CheckWords.percent(mean)).",
                    ["host": row["host"], "used": .real(share), "mean": .real(mean)])
            }
        }
    }
}
