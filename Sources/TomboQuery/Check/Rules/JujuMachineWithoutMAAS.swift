import TomboRecords

extension CheckRule {
    static let jujuMachineWithoutMAAS = CheckRule(
        "juju-machine-without-maas", .error, kind: "juju_machine",
        what: "A machine of Juju is none of MAAS.",
        why: "Juju runs on a machine that MAAS released, deleted or never had: nobody can power or replace it.",
        source: "Juju: the instance-id of a machine on a MAAS cloud is its system_id.",
        remedy: "If the machine is gone, `juju remove-machine --force`; if MAAS lost it, add it to MAAS again.",
        needs: ["maas_machine"]
    ) { bench in
        let map = try HostMap(bench.moment, cloud: bench.cloud)
        let machines = try bench.rows("juju_machine", ["model", "parent", "instance_id", "hostname"]).filter {
            $0["parent"].isNull
        }
        let known = Set(machines.filter { map.host(.juju, key: $0.key)?[.maas] != nil }.compactMap { $0["model"].text })
        for row in machines {
            let host = map.host(.juju, key: row.key)
            if host?[.maas] != nil { continue }
            if let doubt = host?.doubt {
                bench.cannotJudge(row.key, "it may be \(CheckWords.list(doubt.candidates))")
            } else if row["instance_id"].text?.hasPrefix("manual:") ?? false {
                continue  // added by hand, with no cloud behind it
            } else if row["instance_id"].isNull {
                bench.cannotJudge(row.key, "instance_id is unknown")
            } else if let model = row["model"].text, known.contains(model) {
                bench.find(
                    row.key, "MAAS has no machine \(row["instance_id"].text ?? "?").",
                    ["instance_id": row["instance_id"], "hostname": row["hostname"]])
            } else {
                bench.cannotJudge(row.key, "no machine of its model is in MAAS, so it may be on another cloud")
            }
        }
    }
}
