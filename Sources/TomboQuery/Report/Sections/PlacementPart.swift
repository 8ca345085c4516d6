import TomboRecords

/// Server, hypervisor, Juju's machine, MAAS's machine, and the evidence for each hop, as `where` gives it.
enum PlacementPart: ReportPart {
    static func section(_ context: ReportContext) throws -> ReportSection? {
        let servers = try context.moment.table("nova_server", ["id", "name"], cloud: context.cloud)
            .sorted { ($0["name"].text ?? "", $0.key) < ($1["name"].text ?? "", $1.key) }
        if servers.isEmpty { return nil }
        let answer = try WhereQuestion(resources: servers.map { "server/\($0.key)" }).answer(context.moment)
        func index(_ name: String) -> Int? { answer.columns.firstIndex { $0.name == name } }
        let places = zip(servers, answer.rows).map { server, row -> [Value] in
            func value(_ name: String) -> Value { index(name).map { row[$0] } ?? .null }
            return [
                server["name"], value("hypervisor"), value("juju_machine"), value("host"),
                value("maas_system_id"),
            ]
        }
        let evidence = zip(servers, answer.rows).map { server, row in
            "\(server["name"].text ?? server.key): \(chain(index("chain").map { row[$0] } ?? .null, context.words))"
        }
        let table = Answer(
            columns: [
                .init("server"), .init("hypervisor"), .init("juju_machine"), .init("maas_machine"),
                .init("system_id"),
            ], rows: places, snapshot: answer.snapshot, gaps: answer.gaps)
        return ReportSection(
            context.words[.placement],
            context.blocks(.placementTable, table) + [.paragraph(context.words[.placementIntro]), .list(evidence)]
                + (try context.drawing(.placement, .placementFigure)))
    }

    /// `server/lb → hypervisor/node3.maas (rule); …`
    private static func chain(_ chain: Value, _ words: ReportWords) -> String {
        if chain.elements.isEmpty { return words[.unknown] }
        return chain.elements.map { hop in
            func word(_ key: String) -> String { hop[key].text ?? "?" }
            return "\(word("from")) → \(word("to")) (\(words.rule(word("rule"))))"
        }.joined(separator: "; ")
    }
}
