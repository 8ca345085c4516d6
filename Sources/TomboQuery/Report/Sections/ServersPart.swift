import TomboRecords

/// Which server has which addresses, and what it was made from.
enum ServersPart: ReportPart {
    static func section(_ context: ReportContext) throws -> ReportSection? {
        guard try context.has("nova_server") else { return nil }
        var servers = try context.table(
            [
                .init("server"), .init("role"), .init("fixed_ips"), .init("floating_ips"),
            ], kinds: ["nova_server"],
            """
            SELECT s.name, s.id,
              (SELECT group_concat(value ->> 'address', ', ') FROM json_each(s.addresses)
               WHERE value ->> 'type' = 'fixed'),
              (SELECT group_concat(value ->> 'address', ', ') FROM json_each(s.addresses)
               WHERE value ->> 'type' = 'floating')
            FROM nova_server s WHERE s.cloud = ?1 ORDER BY s.name, s.id
            """)
        let origins = try context.table(
            [
                .init("server"), .init("flavor"), .init("image"), .init("key"), .init("security_groups"),
            ], kinds: ["nova_server", "glance_image"],
            """
            SELECT s.name, s.flavor_name, coalesce(i.name, s.image_id), s.key_name,
              (SELECT group_concat(value, ', ') FROM json_each(s.security_groups))
            FROM nova_server s LEFT JOIN glance_image i ON i.cloud = s.cloud AND i.id = s.image_id
            WHERE s.cloud = ?1 ORDER BY s.name, s.id
            """)
        let rows = try context.moment.table("nova_server", ["name", "metadata", "tags"], cloud: context.cloud)
        let roles = RoleFinder.roles(of: rows, context.checks.roles[context.cloud] ?? [:])
        for index in servers.rows.indices {
            servers.rows[index][1] = Value(servers.rows[index][1].text.flatMap { roles[$0] })
        }
        let floating = servers.rows.compactMap { row in row[3].text.map { "\(row[0].text ?? "?") (\($0))" } }
        let words = context.words
        let sentence =
            floating.isEmpty
            ? words[.noFloating]
            : words[.floatingIntro].replacing("%1", with: floating.joined(separator: ", "))
        return ReportSection(
            words[.servers],
            [.paragraph(sentence), .paragraph(words[.rolesIntro])] + context.blocks(.serverTable, servers)
                + (servers.rows.isEmpty ? [] : context.blocks(.serverOrigins, origins)))
    }
}
