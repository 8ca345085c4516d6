/// How a field is stored, compared and shown.
public enum ColumnType: String, Sendable, CaseIterable {
    case text, integer, real, boolean
    /// UTC, ISO 8601 with `Z`; sources write it in six ways, ``Instant`` reads them all.
    case instant
    /// A list whose order means nothing: sorted before it is compared or stored.
    case set
    /// A list or object as the source gave it; only object keys are sorted.
    case json
}

/// What a change of a field means.
public enum FieldClass: String, Sendable, CaseIterable {
    /// Somebody decided it: part of history, shown first in a diff.
    case configuration
    /// It came about by itself (power state, agent state): part of history, shown apart.
    case status
    /// When the source itself last noted a change: kept with a version, as it says when that came about, and never a
    /// change of its own. Sources move it for reasons that do not show.
    case stamp
    /// A number that moves all the time (bytes used, load): a time series, never a version.
    case measure
}

/// One typed column of a kind.
public struct Column: Sendable, Hashable {
    public var name: String
    public var type: ColumnType
    public var fieldClass: FieldClass
    /// What a number counts (`MiB`, `GiB`, `count`, `ms`); nil for anything else.
    public var unit: String?
    /// The resources that this column points at: mostly one kind, whose key it holds.
    public var references: [Reference]
    /// Whether it stays what it was while the row's ``RecordSpec/blindWhen`` holds.
    public var keepsKnown: Bool
    /// Of a stamp: the columns that are what they are since then; empty where it is of all that the source has.
    public var stampOf: [String]
    /// One sentence for `tombo schema` and the kind's page.
    public var summary: String

    public init(
        _ name: String, _ type: ColumnType, _ fieldClass: FieldClass, unit: String? = nil,
        references: References = [], keepsKnown: Bool = false, stampOf: [String] = [], _ summary: String
    ) {
        self.name = name
        self.type = type
        self.fieldClass = fieldClass
        self.unit = unit
        self.references = references.all
        self.keepsKnown = keepsKnown
        self.stampOf = stampOf
        self.summary = summary
    }
}
