import TomboRecords

/// What `juju status` says: applications, units with their machines, and machines with their names in MAAS.
enum JujuPart: ReportPart {
    static func section(_ context: ReportContext) throws -> ReportSection? {
        guard try context.has("juju_application", "juju_machine") else { return nil }
        var section = ReportSection(context.words[.juju])
        // The messages stand with the units, which they are of; the model only where it tells applications apart.
        section.blocks += context.blocks(
            .applications,
            try context.table(
                [
                    .init("application"), .init("charm"), .init("channel"), .init("revision", .integer),
                    .init("scale", .integer), .init("status"),
                ], kinds: ["juju_application"],
                """
                SELECT iif((SELECT count(DISTINCT model) FROM juju_application WHERE cloud = ?1) > 1, id, name),
                  charm, charm_channel, charm_rev, scale, status
                FROM juju_application WHERE cloud = ?1 ORDER BY model, name
                """))
        section.blocks += context.blocks(
            .units,
            try context.table(
                [
                    .init("unit"), .init("machine"), .init("workload"), .init("agent"), .init("address"),
                    .init("message"),
                ], kinds: ["juju_unit"],
                """
                SELECT name || iif(leader, '*', ''), machine, workload_status, agent_status, public_address,
                  workload_message
                FROM juju_unit WHERE cloud = ?1
                ORDER BY application, CAST(substr(name, instr(name, '/') + 1) AS INTEGER), name
                """))
        section.blocks += context.blocks(
            .jujuMachines,
            try context.table(
                [
                    .init("machine"), .init("name"), .init("maas_machine"), .init("base"),
                    .init("agent"), .init("addresses"),
                ], kinds: ["juju_machine", "maas_machine"],
                """
                SELECT j.id, coalesce(j.hostname, j.display_name),
                  (SELECT m.hostname FROM maas_machine m WHERE m.cloud = j.cloud AND m.system_id = j.instance_id),
                  j.base, j.agent_status, (SELECT group_concat(value, ', ') FROM json_each(j.ip_addresses))
                FROM juju_machine j WHERE j.cloud = ?1
                ORDER BY j.model, CAST(j.machine_id AS INTEGER), j.parent IS NOT NULL, j.machine_id
                """))
        section.blocks.append(.screenshot(caption: context.words[.screenshotJuju]))
        return section
    }
}
