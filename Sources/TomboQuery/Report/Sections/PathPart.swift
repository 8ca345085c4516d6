import TomboRecords
import TomboStore

/// The way in: from the gateway of the external network to each instance and the machine under it.
///
/// The campus network beyond the gateway is in no source: there the student's own figure belongs.
enum PathPart: ReportPart {
    static func section(_ context: ReportContext) throws -> ReportSection? {
        guard try context.has("neutron_network") else { return nil }
        let words = context.words
        var section = ReportSection(words[.path], [.paragraph(words[.pathIntro])])
        section.blocks.append(.paragraph(try beyond(context)))
        section.blocks.append(.screenshot(caption: words[.campusFigure]))
        section.blocks += try context.drawing(.path, .pathFigure)
        section.blocks += try interfaces(context)
        return section
    }

    /// Which addresses are the cloud's way out, as Neutron names them.
    private static func beyond(_ context: ReportContext) throws -> String {
        let rows = try context.moment.reader.rows(
            """
            SELECT s.gateway_ip, s.name, n.name FROM neutron_subnet s
            JOIN neutron_network n ON n.cloud = s.cloud AND n.id = s.network_id AND n.external
            WHERE s.cloud = ?1 ORDER BY n.name, s.name, s.id
            """, [.text(context.cloud)])
        let words = context.words
        let gateways = rows.map { row in
            "\(row[0].text ?? words[.noGateway]) (\(row[1].text ?? "?"), \(row[2].text ?? "?"))"
        }
        return words[.pathBeyond, gateways.isEmpty ? words[.unknown] : gateways.joined(separator: ", ")]
    }

    /// The machines' interfaces, with the external networks that are on them.
    private static func interfaces(_ context: ReportContext) throws -> [ReportBlock] {
        guard try context.has("maas_interface") else { return [] }
        let source = try GraphSource(context.moment, cloud: context.cloud, words: context.words)
        var drawing = GraphSource.Drawing()
        let found = try MachineInterfaces(source, PathNetworks(source, &drawing), &drawing)
        let names = try context.moment.table("maas_machine", ["hostname"], cloud: context.cloud)
            .reduce(into: [:]) { $0[$1.key] = $1["hostname"].text }
        func joined(_ words: [String]) -> Value { words.isEmpty ? .null : .text(words.joined(separator: ", ")) }
        let rows = found.all.map { own -> [Value] in
            [
                .text(names[own.machine] ?? own.machine), .text(own.name), joined(own.parents), Value(own.vlan),
                joined(own.links), joined(own.external),
            ]
        }.sorted { a, b in
            let order = NaturalOrder.compare(a[0].text ?? "", b[0].text ?? "")
            return order != 0 ? order < 0 : NaturalOrder.compare(a[1].text ?? "", b[1].text ?? "") < 0
        }
        let table = Answer(
            columns: [
                .init("machine"), .init("interface"), .init("parents"), .init("vlan"),
                .init("addresses"), .init("external_network"),
            ], rows: rows, snapshot: context.moment.snapshot,
            gaps: try context.moment.gaps(["maas_interface", "maas_machine"]))
        return [.paragraph(context.words[.interfacesIntro])] + context.blocks(.interfaces, table)
    }
}
