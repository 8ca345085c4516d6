/// A kind, declared as a value: what the store, the queries, `tombo schema`
/// and the generated documentation know of it.
public struct RecordSpec: Sendable, Hashable {
    /// `source_noun`, singular, in the source's own word: `nova_server`.
    public let kind: String
    /// One sentence.
    public let summary: String
    /// The column, or the columns together, by which the source tells one
    /// resource from another over its whole life.
    public let key: [String]
    /// The column people call it by.
    public let name: String
    public let columns: [Column]
    public let examples: [Example]
    /// The columns of a table that fits a terminal; the others come with `--long`.
    public let brief: [String]
    /// Short words a person may put before `/` in a resource reference: `server`.
    public let aliases: [String]
    /// What was listed once stays on record, as the source is asked for news
    /// only (migrations, deleted servers): absence from its listing says
    /// nothing, and nothing of the kind is ever gone.
    public let accumulates: Bool
    /// For how many days back a first round asks for a kind that accumulates;
    /// nil is for everything the source still has.
    public let firstLookDays: Int?
    /// The column with what it happened to, where the kind is a log of events
    /// (an instance action) and no state: its rows say why others changed.
    public let eventOf: String?
    /// Which of the events that explain no change are told in a log; nil is all. The others only say why.
    public let ownLineWhen: Reference.Condition?
    /// Whether a resource of the kind is there to join others (a port, an
    /// attachment): who asks about one end wants to know the other.
    public let joins: Bool
    /// When the source itself cannot see the columns that keep what is known
    /// (``Column/keepsKnown``): unknown is then no news of them. Juju knows
    /// nothing of the workload of a unit whose agent is lost.
    public let blindWhen: Reference.Condition?

    /// A query that a newcomer can run as it stands.
    public struct Example: Sendable, Hashable {
        public var question: String
        public var sql: String

        public init(_ question: String, _ sql: String) {
            self.question = question
            self.sql = sql
        }
    }

    /// The types of ``columns`` alone: they are looked at for each value of each row.
    public let types: [ColumnType]
    /// Indices into ``columns``, worked out once.
    public let keyIndices: [Int]
    public let nameIndex: Int
    /// Columns that the history table has: all but a single key and the measures.
    public let storedIndices: [Int]
    public let measureIndices: [Int]
    /// Columns that say when the source last touched a resource.
    public let stampIndices: [Int]
    /// Columns that keep what is known while ``blindWhen`` holds.
    public let keptIndices: [Int]
    /// ``storedIndices`` in the order of their names, so that a digest does
    /// not depend on the order in which columns were declared.
    public let digestIndices: [Int]

    /// - Precondition: `key` and `name` are among `columns`, and no name
    ///   stands twice; a spec is program text, so this is a programmer's error.
    public init(
        kind: String, summary: String, key: [String], name: String, aliases: [String] = [],
        accumulates: Bool = false, firstLookDays: Int? = nil, eventOf: String? = nil,
        ownLineWhen: Reference.Condition? = nil, joins: Bool = false, blindWhen: Reference.Condition? = nil,
        brief: [String], columns: [Column], examples: [Example]
    ) {
        self.kind = kind
        self.summary = summary
        self.key = key
        self.name = name
        self.aliases = aliases
        self.accumulates = accumulates
        self.firstLookDays = firstLookDays
        self.eventOf = eventOf
        self.ownLineWhen = ownLineWhen
        self.joins = joins
        self.blindWhen = blindWhen
        keptIndices = columns.indices.filter { columns[$0].keepsKnown && columns[$0].fieldClass != .measure }
        self.brief = brief
        self.columns = columns
        types = columns.map(\.type)
        self.examples = examples
        precondition(Set(columns.map(\.name)).count == columns.count, "\(kind): a column stands twice")
        let index = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
        keyIndices = key.compactMap { index[$0] }
        precondition(keyIndices.count == key.count && !key.isEmpty, "\(kind): key is not among its columns")
        nameIndex = index[name] ?? -1
        precondition(nameIndex >= 0, "\(kind): name is not among its columns")
        precondition(brief.allSatisfy { index[$0] != nil }, "\(kind): brief names a column that is not there")
        precondition(eventOf.map { index[$0] != nil } ?? true, "\(kind): eventOf is not among its columns")
        precondition(
            columns.allSatisfy { $0.stampOf.allSatisfy { index[$0] != nil } },
            "\(kind): a stamp is of a column that is not there")
        let singleKey = key.count == 1 ? index[key[0]] : nil
        stampIndices = columns.indices.filter { columns[$0].fieldClass == .stamp }
        measureIndices = columns.indices.filter { columns[$0].fieldClass == .measure }
        storedIndices = columns.indices.filter { columns[$0].fieldClass != .measure && $0 != singleKey }
        digestIndices = storedIndices.sorted { columns[$0].name < columns[$1].name }
    }

    public static func == (a: RecordSpec, b: RecordSpec) -> Bool { a.kind == b.kind }
    public func hash(into hasher: inout Hasher) { hasher.combine(kind) }

    public func column(_ name: String) -> Column? { columns.first { $0.name == name } }

    /// Columns whose unknown in a row of a listing is no news: all of a
    /// partial listing's, those that the source is blind to, or none.
    public func silentIndices(in values: [Value], isPartial: Bool) -> [Int] {
        if isPartial { return storedIndices }
        guard let blindWhen, let index = columns.firstIndex(where: { $0.name == blindWhen.column }),
            blindWhen.holds(values[index])
        else { return [] }
        return keptIndices
    }

    /// Whether every field but the key is a measure: such a kind has no
    /// history of its own and shows in no diff.
    public var isMeasureOnly: Bool {
        storedIndices.allSatisfy { keyIndices.contains($0) } && !measureIndices.isEmpty
    }

    /// Whether an event that explains no change is told in a log by itself.
    public func hasOwnLine(_ values: [Value]) -> Bool {
        guard let ownLineWhen, let index = columns.firstIndex(where: { $0.name == ownLineWhen.column }) else {
            return true
        }
        return ownLineWhen.holds(values[index])
    }

    /// The history table behind the view that is called like the kind.
    public var historyTable: String { kind + "_history" }
}
