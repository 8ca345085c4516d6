import TomboRecords

/// The physical machines as MAAS has them, each with what Juju put on it.
enum MachinesPart: ReportPart {
    static func section(_ context: ReportContext) throws -> ReportSection? {
        guard try context.has("maas_machine") else { return nil }
        let machines = try context.table(
            [
                .init("hostname"), .init("system_id"), .init("status"), .init("power"), .init("zone"),
                .init("resource_pool"),
            ], kinds: ["maas_machine"],
            """
            SELECT hostname, system_id, status, power_state, zone, pool
            FROM maas_machine WHERE cloud = ?1 ORDER BY hostname
            """)
        // Tables of six columns: a page has no room for thirteen.
        let hardware = try context.table(
            [
                .init("hostname"), .init("cpus", .integer), .init("ram_mib", .integer, unit: "MiB"),
                .init("storage_mb", .integer, unit: "MB"), .init("disks", .integer), .init("tests"),
            ], kinds: ["maas_machine", "maas_block_device"],
            """
            SELECT m.hostname, m.cpu_count, m.memory_mib, m.storage_mb,
              (SELECT nullif(count(*), 0) FROM maas_block_device d
               WHERE d.cloud = m.cloud AND d.machine = m.system_id AND d.type = 'physical'), m.testing_status
            FROM maas_machine m WHERE m.cloud = ?1 ORDER BY m.hostname
            """)
        let roles = try context.table(
            [.init("hostname"), .init("addresses"), .init("tags"), .init("role")],
            kinds: ["maas_machine", "juju_machine", "juju_unit"],
            """
            SELECT m.hostname, (SELECT group_concat(value, ', ') FROM json_each(m.ip_addresses)),
              (SELECT group_concat(value, ', ') FROM json_each(m.tags)), (SELECT group_concat(application, ', ') FROM (
                SELECT DISTINCT substr(u.name, 1, instr(u.name, '/') - 1) AS application
                FROM juju_machine j
                JOIN juju_unit u ON u.cloud = j.cloud AND u.machine = j.id
                WHERE j.cloud = m.cloud AND j.instance_id = m.system_id
                UNION SELECT ?2 FROM juju_machine j
                WHERE j.cloud = m.cloud AND j.instance_id = m.system_id AND j.controller_member_status IS NOT NULL
                ORDER BY 1)) AS role
            FROM maas_machine m WHERE m.cloud = ?1 ORDER BY m.hostname
            """, [.text(context.words[.jujuController])])
        return ReportSection(
            context.words[.machines],
            context.blocks(.maasMachines, machines) + context.blocks(.hardware, hardware)
                + context.blocks(.machineRoles, roles) + [
                    .screenshot(caption: context.words[.screenshotMAAS])
                ])
    }
}
