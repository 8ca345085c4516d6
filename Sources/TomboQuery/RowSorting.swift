import TomboRecords

/// Sorts rows as SQLite's ORDER BY does: unknown first, then numbers, then texts by their bytes.
///
/// A row is looked at once when it is added, while it is at hand: of very many rows looking at each again takes longer
/// than sorting them.
struct RowSorting {
    /// A row's place, and what mostly decides about it without a look at the row.
    private struct Entry {
        var high: UInt64
        var low: UInt64
        var place: Int
    }

    private let columns: [Int]
    private var entries: [Entry] = []
    private var rows: [[Value]] = []
    private var resources: [Int64] = []

    /// By the values at `columns`, then by resource.
    init(by columns: [Int]) { self.columns = columns }

    mutating func add(_ row: [Value], resource: Int64) {
        var start: (UInt64, UInt64) = (0, 0)
        if let first = columns.first, case .text(let text) = row[first] {
            var text = text
            text.withUTF8 { text in
                withUnsafeMutableBytes(of: &start) { $0.copyBytes(from: text.prefix($0.count)) }
            }
        }
        entries.append(Entry(high: start.0.bigEndian, low: start.1.bigEndian, place: rows.count))
        rows.append(row)
        resources.append(resource)
    }

    /// The rows in order; none are left here.
    mutating func sorted() -> [[Value]] {
        var sorted: [[Value]] = []
        sorted.reserveCapacity(rows.count)
        for entry in order() {
            // Moved, as counting its references would be a look at each row.
            var row: [Value] = []
            swap(&row, &rows[entry.place])
            sorted.append(row)
        }
        (entries, rows, resources) = ([], [], [])
        return sorted
    }

    private func order() -> [Entry] {
        entries.sorted { a, b in
            if a.high != b.high { return a.high < b.high }
            if a.low != b.low { return a.low < b.low }
            return isBefore(a.place, b.place)
        }
    }

    private func isBefore(_ a: Int, _ b: Int) -> Bool {
        for column in columns {
            let order = Self.compare(rows[a][column], rows[b][column])
            if order != 0 { return order < 0 }
        }
        return resources[a] < resources[b]
    }

    private static func compare(_ a: Value, _ b: Value) -> Int {
        switch (a, b) {
        case (.integer(let a), .integer(let b)): return a < b ? -1 : a > b ? 1 : 0
        case (.real(let a), .real(let b)): return a < b ? -1 : a > b ? 1 : 0
        case (.bool(let a), .bool(let b)): return a == b ? 0 : b ? -1 : 1
        case (.text(let a), .text(let b)):
            if a.utf8.elementsEqual(b.utf8) { return 0 }
            return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
        default: return rank(a) - rank(b)
        }
    }

    private static func rank(_ value: Value) -> Int {
        switch value {
        case .null: 0
        case .bool, .integer, .real: 1
        case .text: 2
        case .list, .object: 3
        }
    }
}
