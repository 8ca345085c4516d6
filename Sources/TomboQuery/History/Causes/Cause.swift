import TomboRecords

/// What a source itself says of why something changed.
struct Cause {
    /// Such as `live-migration by admin, req-…`.
    var text: String
    /// When the source says that it was; a change is only *seen* between two snapshots.
    var at: Instant?
    /// Who asked for it.
    var by: String?
    /// Fields that it explains; nil is the whole change.
    var fields: Set<String>?
    /// The resource that it is read from, where it is one (an action, a migration).
    var event: EventIdentity?

    func explains(_ row: DiffRow) -> Bool { row.field.map { fields?.contains($0) ?? true } ?? true }

    /// Several that came to one change, in the order of their times.
    static func joined(_ causes: [Cause]) -> Cause? {
        guard var joined = causes.last else { return nil }
        joined.text = causes.map(\.text).joined(separator: "; ")
        let users = Set(causes.compactMap(\.by))
        joined.by = users.isEmpty ? nil : users.sorted().joined(separator: ", ")
        return joined
    }
}

/// One event: of a kind whose rows say what happened.
struct EventIdentity: Hashable {
    var kind: String
    var key: String
    var cloud: String
}
