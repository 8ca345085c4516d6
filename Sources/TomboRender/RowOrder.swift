import TomboQuery
import TomboRecords

/// Puts the rows of an answer in the order of one column.
enum RowOrder {
    /// What a value is sorted by, worked out once a row.
    ///
    /// Numbers come before texts, texts before lists and objects; what is
    /// unknown comes last whichever way the order runs, because it is an
    /// answer to neither "least" nor "most".
    enum Key {
        case integer(Int64)
        case real(Double)
        case text(String)
        case nested(String)
        case unknown

        init(_ value: Value, _ type: ColumnType) {
            switch value {
            case .null: self = .unknown
            case .bool(let bool): self = .integer(bool ? 1 : 0)
            case .integer(let integer): self = .integer(integer)
            case .real(let real): self = real.isNaN ? .unknown : .real(real)
            // "…07.500Z" is less than "…07Z" as text, not as a moment.
            case .text(let text) where type == .instant:
                self = Instant(text).map { .integer($0.milliseconds) } ?? .text(text)
            case .text(let text): self = .text(text)
            case .list, .object: self = .nested(value.json)
            }
        }

        private var rank: Int {
            switch self {
            case .integer, .real: 0
            case .text: 1
            case .nested: 2
            case .unknown: 3
            }
        }

        var isUnknown: Bool { rank == 3 }

        func compare(_ other: Key) -> Int {
            switch (self, other) {
            case (.integer(let a), .integer(let b)): a < b ? -1 : a == b ? 0 : 1
            case (.real(let a), .real(let b)): a < b ? -1 : a == b ? 0 : 1
            case (.integer(let a), .real(let b)): Self.compare(a, b)
            case (.real(let a), .integer(let b)): -Self.compare(b, a)
            case (.text(let a), .text(let b)), (.nested(let a), .nested(let b)): NaturalOrder.compare(a, b)
            default: rank - other.rank
            }
        }

        /// Exact beyond 2⁵³ too, where converting the integer would round.
        private static func compare(_ a: Int64, _ b: Double) -> Int {
            if b >= 0x1p63 { return -1 }
            if b < -0x1p63 { return 1 }
            let whole = Int64(b.rounded(.down))
            if a != whole { return a < whole ? -1 : 1 }
            return b > b.rounded(.down) ? -1 : 0
        }
    }

    /// Row numbers in order; rows with equal values stay as they stood.
    static func order(_ rows: [[Value]], by index: Int, _ column: Answer.Column, descending: Bool) -> [Int] {
        let keys = rows.map { Key(index < $0.count ? $0[index] : .null, column.type) }
        return rows.indices.sorted { a, b in
            let (x, y) = (keys[a], keys[b])
            if x.isUnknown || y.isUnknown { return x.isUnknown == y.isUnknown ? a < b : y.isUnknown }
            let result = x.compare(y)
            if result == 0 { return a < b }
            return descending ? result > 0 : result < 0
        }
    }
}
