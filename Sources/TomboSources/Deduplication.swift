import TomboRecords

/// One row a key.
///
/// Sources promise no consistent view over the pages of a listing: while one
/// reads, a new row shifts the others and one comes twice. The same row twice
/// says nothing; two different rows say that something moved while it was
/// read, so that something else may have slipped between two pages unseen.
enum Deduplication {
    static func result(of listing: Listing<RecordRow>, kind: String) -> Collection.Result {
        let (rows, differing) = unique(listing.records)
        let moved = differing.isEmpty ? nil : reason(kind, differing)
        return switch (listing, moved) {
        case (.complete, nil): .complete(rows)
        case (.complete, .some(let moved)): .partial(rows, reason: moved)
        case (.partial(_, let reason), nil): .partial(rows, reason: reason)
        case (.partial(_, let reason), .some(let moved)): .partial(rows, reason: "\(reason) \(moved)")
        }
    }

    /// The first row of each key, and the keys whose rows differ.
    private static func unique(_ rows: [RecordRow]) -> (rows: [RecordRow], differing: [String]) {
        var first: [String: Int] = [:]
        first.reserveCapacity(rows.count)
        var kept: [RecordRow] = []
        kept.reserveCapacity(rows.count)
        var differing: [String] = []
        var told: Set<String> = []
        for row in rows {
            if let index = first[row.key] {
                if kept[index] != row, told.insert(row.key).inserted { differing.append(row.key) }
            } else {
                first[row.key] = kept.count
                kept.append(row)
            }
        }
        return (kept, differing)
    }

    private static func reason(_ kind: String, _ keys: [String]) -> String {
        let named = keys.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
        let more = keys.count > 3 ? " and \(keys.count - 3) more" : ""
        return "\(kind) \(named)\(more) came twice with different values: the listing changed while it was read."
    }
}
