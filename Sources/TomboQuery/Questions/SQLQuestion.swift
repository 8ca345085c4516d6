import TomboRecords
import TomboStore

/// What does this SELECT give at that moment?
public struct SQLQuestion: Question {
    public var sql: String

    /// What the rows may take in memory; nil for no bound.
    public var mostBytes: Int?

    public init(sql: String, mostBytes: Int? = nil) {
        self.sql = sql
        self.mostBytes = mostBytes
    }

    public func answer(_ moment: Moment) throws -> Answer {
        let result = try moment.reader.query(sql, mostBytes: mostBytes)
        let columns = result.columns.enumerated().map { index, name in
            Answer.Column(name, Self.type(of: result.rows.lazy.map { $0[index] }))
        }
        return Answer(
            columns: columns, rows: result.rows, snapshot: moment.snapshot,
            gaps: try moment.gaps(kinds(moment.reader.specs.map(\.kind))))
    }

    /// The kinds that the query speaks of, itself or over a view of ours.
    func kinds(_ known: [String]) -> Set<String> {
        let views = ViewSpec.all.filter { Self.names($0.name, in: sql) }
        return Set(known.filter { Self.names($0, in: sql) } + views.flatMap(\.kinds))
    }

    /// Whether the query speaks of the kind: its name as a whole word.
    static func names(_ kind: String, in sql: String) -> Bool {
        let words = sql.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return words.contains { $0 == kind || $0 == kind + "_history" }
    }

    /// Numbers align right only where all known values are numbers.
    private static func type(of values: some Sequence<Value>) -> ColumnType {
        var type: ColumnType?
        for value in values {
            switch (value, type) {
            case (.null, _): continue
            case (.integer, nil), (.integer, .integer): type = .integer
            case (.real, nil), (.real, .integer), (.real, .real), (.integer, .real): type = .real
            default: return .text
            }
        }
        return type ?? .text
    }
}
