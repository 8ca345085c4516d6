import TomboRecords

/// The instances as Nova lists them, and what each was given of its host.
enum InstancesPart: ReportPart {
    static func section(_ context: ReportContext) throws -> ReportSection? {
        guard try context.has("nova_server") else { return nil }
        let servers = try context.table(
            [
                .init("name"), .init("status"), .init("power"), .init("zone"), .init("host"), .init("project"),
            ], kinds: ["nova_server", "keystone_project"],
            """
            SELECT s.name, s.status, s.power_state, s.availability_zone, s.host, coalesce(p.name, s.project_id)
            FROM nova_server s LEFT JOIN keystone_project p ON p.cloud = s.cloud AND p.id = s.project_id
            WHERE s.cloud = ?1 ORDER BY s.name, s.id
            """)
        var section = ReportSection(context.words[.instances], context.blocks(.instanceTable, servers))
        if servers.rows.isEmpty { return section }
        section.blocks += context.blocks(
            .instanceSizes,
            try context.table(
                [
                    .init("name"), .init("flavor"), .init("vcpus", .integer), .init("ram_mib", .integer, unit: "MiB"),
                    .init("disk_gib", .integer, unit: "GiB"),
                ], kinds: ["nova_server"],
                """
                SELECT name, flavor_name, flavor_vcpus, flavor_ram_mib, flavor_disk_gib
                FROM nova_server WHERE cloud = ?1 ORDER BY name, id
                """))
        return section
    }
}
