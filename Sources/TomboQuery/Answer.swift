public import TomboRecords

/// One answer: the same value whatever it is rendered as.
public struct Answer: Sendable {
    public struct Column: Sendable, Hashable {
        /// Stable, snake_case, never translated.
        public var name: String
        public var type: ColumnType
        /// What a number counts, for the head of a human table.
        public var unit: String?
        /// Shown in a human table without `--long`. Machine formats always have all.
        public var isBrief: Bool
        /// Says in one cell, for people, what other columns hold for programs:
        /// in no machine format, unless it is asked for by name.
        public var isSpoken: Bool
        /// The columns of a table that the cell holds, as a list of objects:
        /// a record shows it below its fields. Empty for a plain cell.
        public var section: [Column]

        public init(
            _ name: String, _ type: ColumnType = .text, unit: String? = nil, isBrief: Bool = true,
            isSpoken: Bool = false, section: [Column] = []
        ) {
            self.name = name
            self.type = type
            self.unit = unit
            self.isBrief = isBrief
            self.isSpoken = isSpoken
            self.section = section
        }
    }

    public var columns: [Column]
    /// One value for each column, in their order.
    public var rows: [[Value]]
    /// The snapshot it speaks of, of several clouds' the newest; nil for an
    /// answer about the program itself.
    public var snapshot: SnapshotInfo?
    /// Each cloud's snapshot, where the answer speaks of several clouds;
    /// ``snapshot`` alone, or nothing, where it speaks of one.
    public var snapshots: [SnapshotInfo] = []
    /// The same for ``baseline``.
    public var baselines: [SnapshotInfo] = []
    /// The earlier snapshot that a comparison starts from.
    public var baseline: SnapshotInfo?
    /// What that snapshot did not see whole, of the kinds that the answer used.
    public var gaps: [Gap]

    public init(
        columns: [Column], rows: [[Value]] = [], snapshot: SnapshotInfo? = nil, baseline: SnapshotInfo? = nil,
        gaps: [Gap] = []
    ) {
        self.columns = columns
        self.rows = rows
        self.snapshot = snapshot
        self.baseline = baseline
        self.gaps = gaps
    }

    /// Each snapshot that it speaks of: one a cloud.
    public var spokenOf: [SnapshotInfo] { snapshots.count > 1 ? snapshots : snapshot.map { [$0] } ?? [] }

    /// Each snapshot that a comparison starts from: one a cloud.
    public var comparedWith: [SnapshotInfo] { baselines.count > 1 ? baselines : baseline.map { [$0] } ?? [] }

    public var isComplete: Bool { gaps.isEmpty }
}
