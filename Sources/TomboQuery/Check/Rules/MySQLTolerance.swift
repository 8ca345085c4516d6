import TomboRecords

extension CheckRule {
    static let mysqlTolerance = CheckRule(
        "mysql-tolerance", .error, kind: "juju_application",
        what: "A mysql-innodb-cluster cannot lose another member.",
        why: "Its units say `active` all the same, and every API of the cloud hangs on this database.",
        source: "charm mysql-innodb-cluster: \"Cluster is ONLINE and can tolerate up to ONE failure\".",
        remedy:
            "Bring the missing member back: `juju run UNIT rejoin-instance`, or reboot-cluster-from-complete-outage.",
        reads: ["juju_unit", "juju_application"]
    ) { bench in
        let applications = try bench.rows("juju_application", ["name", "charm"]).filter {
            $0["charm"] == "mysql-innodb-cluster"
        }
        let units = Dictionary(
            grouping: try bench.rows(
                "juju_unit", ["name", "application", "tolerates_failures", "inactive_members", "cluster_mode"])
        ) { $0["application"].text ?? "" }
        for application in applications {
            let own = units[application.key] ?? []
            let name = bench.name(application)
            let said = own.compactMap { $0["tolerates_failures"].integer }
            guard let least = said.min() else {
                bench.cannotJudge(name, "no unit says how many failures its cluster tolerates")
                continue
            }
            let inactive = own.compactMap { $0["inactive_members"].integer }.max() ?? 0
            guard least < 1 || inactive > 0 else { continue }
            let weak = own.filter {
                ($0["tolerates_failures"].integer ?? 1) < 1 || $0["inactive_members"].integer ?? 0 > 0
            }
            let missing = inactive > 0 ? "; \(CheckWords.count(Int(inactive), "member")) not active" : ""
            bench.find(
                name,
                "The cluster tolerates \(least == 0 ? "no failure" : CheckWords.count(Int(least), "failure"))\(missing).",
                [
                    "tolerates_failures": .integer(least), "inactive_members": .integer(inactive),
                    "said_by": .list(weak.map { .text(bench.name($0)) }),
                ])
        }
    }
}
