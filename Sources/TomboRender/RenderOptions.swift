/// What may vary between two renderings of one answer.
///
/// Nothing here is read from the environment: the caller decides what the
/// terminal is, which zone is local, and whether colour is wanted.
public struct RenderOptions: Sendable {
    public enum Layout: Sendable, Hashable {
        /// One line a row.
        case rows
        /// The same, but on a terminal the last column runs on below itself
        /// instead of being cut: for sentences.
        case sentences
        /// One line a field, for an answer that is about one thing. Formats
        /// with an envelope of their own (JSON, YAML, CSV …) stay as they are.
        case record
        /// Rows that have these columns in common stand together below one heading, for `table` alone. Where
        /// somebody chooses columns or an order, rows are rows.
        case groups(Groups)
    }

    public struct Groups: Sendable, Hashable {
        /// Their values are the heading.
        public var heading: [String]
        /// The columns below it; the last one runs on below itself.
        public var columns: [String]
        /// What stands once below the rows, where they agree on it.
        public var note: String
        /// Rows whose first value of the heading is this one all stand below it; the rest of the heading is then
        /// their first column.
        public var loose: String?

        public init(heading: [String], columns: [String], note: String, loose: String? = nil) {
            self.heading = heading
            self.columns = columns
            self.note = note
            self.loose = loose
        }
    }

    /// Columns to write, in this order; empty for those of the format. Case
    /// does not count, blanks and hyphens stand for `_`, and one entry may
    /// hold several names with commas between.
    public var columns: [String]
    /// Any column of the answer, shown or not. Unknown values come last.
    public var sortColumn: String?
    public var sortDescending: Bool
    public var noHeader: Bool
    /// Every column in the formats for people too.
    public var long: Bool
    /// Times for people in UTC, with a `Z`, instead of in ``zone``.
    public var utc: Bool
    /// The local time zone of whoever reads.
    public var zone: Zone
    public var color: Bool
    /// Columns of the terminal; nil writes every value whole.
    public var width: Int?
    public var layout: Layout
    /// Heads for people in another language, by the columns' names; others are made from the name.
    public var headings: [String: String] = [:]
    /// What people read for true and for false.
    public var truth = Truth(yes: "yes", no: "no")

    public struct Truth: Sendable {
        public var yes: String
        public var no: String

        public init(yes: String, no: String) {
            self.yes = yes
            self.no = no
        }
    }

    public init(
        columns: [String] = [], sortColumn: String? = nil, sortDescending: Bool = false, noHeader: Bool = false,
        long: Bool = false, utc: Bool = false, zone: Zone = .utc, color: Bool = false, width: Int? = nil,
        layout: Layout = .rows
    ) {
        self.columns = columns
        self.sortColumn = sortColumn
        self.sortDescending = sortDescending
        self.noHeader = noHeader
        self.long = long
        self.utc = utc
        self.zone = zone
        self.color = color
        self.width = width
        self.layout = layout
    }
}
