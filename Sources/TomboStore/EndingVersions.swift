import TomboRecords

/// Versions that a listing ends, and those that take their place, until they are written together.
///
/// SQLite keeps a copy of each page that a statement on a table with foreign keys changes, so that it can take the
/// statement back: for one that ends a thousand versions once, for a thousand statements nearly a thousand times.
struct EndingVersions {
    typealias Next = (resource: Int64, digest: RowDigest, row: RecordRow)

    /// So many rows are held until they are written.
    private static let most = 1000

    private var ends: [Value] = []
    private var next: [Next] = []

    var isEmpty: Bool { ends.isEmpty }
    var isFull: Bool { ends.count >= Self.most }
    /// The rows of the versions, as a statement reads them.
    var rowids: Value { .list(ends) }

    mutating func add(_ rowid: Int64, _ next: Next?) {
        ends.append(.integer(rowid))
        if let next { self.next.append(next) }
    }

    /// - Returns: what takes their place.
    mutating func removeAll() -> [Next] {
        ends.removeAll(keepingCapacity: true)
        defer { next.removeAll(keepingCapacity: true) }
        return next
    }
}
