import TomboRecords

/// The tables of the simulated lab, and the dice that everything in it is thrown with.
struct LabCloud {
    /// Five-minute polls of a day and of a year.
    static let day = 288
    static let year = 365 * day

    private var tables: [String: LabTable] = [:]
    private let kinds: [String]
    var dice = Dice(105_120)
    /// Counts up from 0.
    var poll = 0
    /// Begins on the first of January of 2026.
    var now = Instant(milliseconds: 1_767_225_600_000)

    init(_ collections: [TomboRecords.Collection]) {
        kinds = collections.map(\.spec.kind)
        for collection in collections { tables[collection.spec.kind] = LabTable(collection) }
    }

    /// - Precondition: the recordings have the kind.
    func table(_ kind: String) -> LabTable {
        guard let table = tables[kind] else { preconditionFailure("the recordings have no \(kind)") }
        return table
    }

    /// Changes the rows of a kind.
    mutating func change(_ kind: String, _ body: (inout LabTable) throws -> Void) throws {
        var table = table(kind)
        // Not two owners at once: the rows would be copied for each change.
        tables[kind] = nil
        defer { tables[kind] = table }
        try body(&table)
    }

    /// All of it, as a poll sees it.
    mutating func collections() -> [TomboRecords.Collection] {
        var dice = dice
        defer { self.dice = dice }
        return kinds.compactMap { tables[$0]?.collection(&dice) }
    }
}
