import TomboRecords

extension CheckRule {
    static let quotaNearLimit = CheckRule(
        "quota-near-limit", .warning, kind: "keystone_project",
        what: "A project has used up nearly all of a quota.",
        why: "The next server, volume or address is refused with 403, whatever the hosts have left.",
        source: "Nova, Neutron and Cinder: quota sets, limit -1 is without end.",
        remedy: "`openstack quota set`, or delete what is not needed.",
        reads: [], alsoReads: ["nova_quota", "neutron_quota", "cinder_quota", "keystone_project"],
        settings: [.init(name: "percent", standard: ["90"], what: "Percent of a limit that are near it.")]
    ) { bench in
        let near = bench.number("percent") / 100
        let projects = Dictionary(try bench.rows("keystone_project", ["name"]).map { ($0.key, $0) }) { first, _ in first
        }
        for kind in ["nova_quota", "neutron_quota", "cinder_quota"] {
            for row in try bench.rows(kind, ["project_id", "resource", "quota_limit", "in_use", "reserved"]) {
                let id = row["project_id"].text ?? "?"
                let project = projects[id].map { bench.name($0) } ?? id
                let resource = row["resource"].text ?? "?"
                // Without end, or nothing is allowed: then nothing is nearly used up.
                guard let limit = row["quota_limit"].integer, limit > 0 else { continue }
                guard let used = row["in_use"].integer else {
                    bench.cannotJudge("\(resource) of \(project)", "what is in use is unknown")
                    continue
                }
                let claimed = used + (row["reserved"].integer ?? 0)
                let share = Double(claimed) / Double(limit)
                guard share >= near else { continue }
                bench.find(
                    project, "\(claimed) of \(limit) \(resource) are used (\(CheckWords.percent(share))).",
                    [
                        "service": .text(String(kind.prefix { $0 != "_" })), "resource": .text(resource),
                        "in_use": row["in_use"], "reserved": row["reserved"], "limit": .integer(limit),
                    ])
            }
        }
    }
}
