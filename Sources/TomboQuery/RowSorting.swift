import TomboRecords

/// Sorts rows as SQLite's ORDER BY does: unknown first, then numbers, then texts by their bytes.
enum RowSorting {
    struct Row {
        var resource: Int64
        var values: [Value]
    }

    /// A row's place, and what mostly decides about it without a look at the row.
    private struct Entry {
        var high: UInt64
        var low: UInt64
        var place: Int
    }

    /// By the values at `columns`, then by resource.
    static func sorted(_ rows: [Row], by columns: [Int]) -> [[Value]] {
        // A column that is the same in every row, as the cloud mostly is, decides nothing.
        let columns = columns.filter { column in rows.contains { $0.values[column] != rows[0].values[column] } }
        let entries = rows.indices.map { place -> Entry in
            guard let first = columns.first, case .text(let text) = rows[place].values[first] else {
                return Entry(high: 0, low: 0, place: place)
            }
            var start: (UInt64, UInt64) = (0, 0)
            withUnsafeMutableBytes(of: &start) { start in
                for (place, byte) in zip(start.indices, text.utf8) { start[place] = byte }
            }
            return Entry(high: start.0.bigEndian, low: start.1.bigEndian, place: place)
        }
        return entries.sorted { a, b in
            if a.high != b.high { return a.high < b.high }
            if a.low != b.low { return a.low < b.low }
            return isBefore(rows[a.place], rows[b.place], columns)
        }.map { rows[$0.place].values }
    }

    private static func isBefore(_ a: Row, _ b: Row, _ columns: [Int]) -> Bool {
        for column in columns {
            let order = compare(a.values[column], b.values[column])
            if order != 0 { return order < 0 }
        }
        return a.resource < b.resource
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
