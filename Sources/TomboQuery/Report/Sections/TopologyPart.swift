import TomboRecords

/// Networks, subnets and routers.
enum TopologyPart: ReportPart {
    static func section(_ context: ReportContext) throws -> ReportSection? {
        guard try context.has("neutron_network") else { return nil }
        var section = ReportSection(context.words[.topology])
        section.blocks += context.blocks(
            .networks,
            try context.table(
                [
                    .init("network"), .init("external", .boolean), .init("shared", .boolean), .init("type"),
                    .init("status"), .init("project"),
                ], kinds: ["neutron_network", "keystone_project"],
                """
                SELECT n.name, n.external, n.shared, n.network_type, n.status, coalesce(p.name, n.project_id)
                FROM neutron_network n LEFT JOIN keystone_project p ON p.cloud = n.cloud AND p.id = n.project_id
                WHERE n.cloud = ?1 ORDER BY n.external DESC, n.name
                """))
        section.blocks += context.blocks(
            .subnets,
            try context.table(
                [
                    .init("subnet"), .init("network"), .init("cidr"), .init("gateway"), .init("dhcp", .boolean),
                    .init("addresses"),
                ], kinds: ["neutron_subnet", "neutron_network"],
                """
                SELECT s.name, n.name, s.cidr, s.gateway_ip, s.enable_dhcp,
                  (SELECT group_concat((value ->> 'start') || '–' || (value ->> 'end'), ', ')
                   FROM json_each(s.allocation_pools))
                FROM neutron_subnet s LEFT JOIN neutron_network n ON n.cloud = s.cloud AND n.id = s.network_id
                WHERE s.cloud = ?1 ORDER BY n.external DESC, n.name, s.name
                """))
        section.blocks += context.blocks(
            .routers,
            try context.table(
                [.init("router"), .init("status"), .init("external_network"), .init("external_addresses")],
                kinds: ["neutron_router", "neutron_network"],
                """
                SELECT r.name, r.status, n.name,
                  (SELECT group_concat(value ->> 'ip_address', ', ') FROM json_each(r.external_addresses))
                FROM neutron_router r
                LEFT JOIN neutron_network n ON n.cloud = r.cloud AND n.id = r.external_network_id
                WHERE r.cloud = ?1 ORDER BY r.name
                """))
        section.blocks += try context.drawing(.network, .networkFigure)
        section.blocks.append(.screenshot(caption: context.words[.screenshotHorizonTopology]))
        return section
    }
}
