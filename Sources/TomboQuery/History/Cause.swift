import TomboRecords

/// What the source itself says of why something changed.
struct Cause {
    /// Such as `live-migration from node2.maas to node4.maas`.
    var text: String
    /// When the source says that it was; a change is only *seen* between two snapshots.
    var at: Instant?
    /// Who asked for it.
    var by: String?
    /// Fields that it explains; nil is the whole change.
    var fields: Set<String>?

    func explains(_ row: DiffRow) -> Bool { row.field.map { fields?.contains($0) ?? true } ?? true }
}
