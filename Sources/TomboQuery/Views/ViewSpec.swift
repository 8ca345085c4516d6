public import TomboRecords

/// A view over several kinds that the database has for everybody, declared as a value: what `tombo schema`, the
/// generated page and the gaps of `tombo sql` know of it.
public struct ViewSpec: Sendable {
    public let name: String
    /// One sentence.
    public let summary: String
    /// What a reader could get wrong.
    public let notes: [String]
    public let columns: [Column]
    /// The kinds that it is made of: their gaps are those of an answer from it.
    public let kinds: [String]
    public let examples: [RecordSpec.Example]

    /// Every one of them, in the order of the migration that makes them.
    public static let all = [serverAddress, routerAddress, allocationOwner]

    public static func called(_ name: String) -> ViewSpec? {
        let name = name.lowercased().replacing("-", with: "_")
        return all.first { $0.name == name }
    }

    static let unknownOwner =
        "A name is null where its kind does not have the id: it is gone, or nobody saw its kind whole. "
        + "The gaps with the answer say which."
}
