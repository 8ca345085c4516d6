public import TomboRecords

/// How servers were in what changes without Nova noting it on their own rows.
///
/// An attached volume and an attached interface are rows of other tables:
/// `updated_at` of the server stays, and `changes-since` does not tell it.
/// Only who remembers how the servers were can see that they are otherwise.
///
/// Of each server a hash: there may be a hundred thousand.
public struct ServersBefore: Sendable {
    public static let kind = Nova.Server.spec.kind
    /// The kind that needs it.
    public static let actions = Nova.InstanceAction.spec.kind
    /// The columns that are compared.
    public static let columns = ["volumes_attached", "addresses"]
    private static let places = columns.compactMap { name in
        Nova.Server.spec.columns.firstIndex { $0.name == name }
    }

    private let hashes: [String: Int]

    /// - Parameter values: Of ``columns``, by the servers' ids.
    public init(_ values: [String: [Value]]) { hashes = values.mapValues(Self.hash) }

    /// Whether it is known, and is otherwise than it was.
    func isOtherwise(_ server: Nova.Server) -> Bool {
        guard let before = hashes[server.id] else { return false }
        let values = server.values
        return before != Self.hash(Self.places.map { values[$0] })
    }

    private static func hash(_ values: [Value]) -> Int {
        var hasher = Hasher()
        for value in values { hasher.combine(value) }
        return hasher.finalize()
    }
}
