import TomboRecords

extension CheckRule {
    static let maasMachineWithoutJuju = CheckRule(
        "maas-machine-without-juju", .warning, kind: "maas_machine",
        what: "A machine is deployed, and none of Juju's.",
        why: "It is taken and does nothing that Juju knows of: a leftover, or something nobody takes care of.",
        source: "MAAS: status Deployed; Juju names its machines in owner_data and by instance-id.",
        remedy: "Release it in MAAS if nobody needs it; or let tombo read the model that it belongs to.",
        needs: ["juju_machine"]
    ) { bench in
        let map = try HostMap(bench.moment, cloud: bench.cloud)
        for row in try bench.rows("maas_machine", ["fqdn", "status", "owner", "juju_machine"]) {
            guard row["status"] == "Deployed" else { continue }
            let host = map.host(.maas, key: row.key)
            if host?[.juju] != nil { continue }
            let name = bench.name(row, "fqdn")
            if host.map({ map.mayBe($0, .juju) }) ?? false {
                bench.cannotJudge(name, "a machine of Juju fits several of MAAS")
                continue
            }
            let said = row["juju_machine"].text.map { "; MAAS says it is \($0), of a model that tombo does not read" }
            bench.find(
                name, "The machine is deployed, and no Juju machine is on it\(said ?? "").",
                ["system_id": .text(row.key), "owner": row["owner"], "juju_machine": row["juju_machine"]])
        }
    }
}
