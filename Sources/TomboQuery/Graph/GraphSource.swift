import TomboRecords
import TomboStore

/// Where the views read from.
struct GraphSource {
    struct Drawing {
        var nodes: [Graph.Node] = []
        var edges: [Graph.Edge] = []
        /// The kinds that it was made of.
        var kinds: Set<String> = []
    }

    let moment: Moment
    let cloud: String
    let words: ReportWords
    /// The kinds of the layers that the cloud has.
    let present: Set<String>

    init(_ moment: Moment, cloud: String, words: ReportWords) throws {
        self.moment = moment
        self.words = words
        self.cloud = cloud
        present = Set(try moment.layersKinds(of: cloud))
    }

    func rows(_ kind: String, _ columns: [String], _ drawing: inout Drawing) throws -> [TableRow] {
        drawing.kinds.insert(kind)
        return present.contains(kind) ? try moment.table(kind, columns, cloud: cloud) : []
    }

    /// `none` where a kind was seen whole; else nobody knows that there is none.
    func absent(_ kind: String, _ none: Phrase, _ unknown: Phrase) throws -> String {
        let isWhole = try present.contains(kind) && moment.gaps([kind]).isEmpty
        return words[isWhole ? none : unknown]
    }

    func name(_ row: TableRow, _ column: String = "name") -> String {
        guard let name = row[column].text, !name.isEmpty else { return row.key }
        return name
    }

    /// A server's box: its name and what else the view says of it.
    func server(_ row: TableRow, _ lines: [String], column: Int) -> Graph.Node {
        Graph.Node(
            "server/\(row.key)", .server, [name(row)] + lines, column: column,
            isIll: row["status"] == "ERROR")
    }
}
