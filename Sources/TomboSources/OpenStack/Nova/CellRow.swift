import TomboRecords

/// A row of a listing that may come from a cell that is down.
///
/// From microversion 2.69 on Nova does not fail when a cell's data base is
/// away: it lists what it knows by heart, an id with status `UNKNOWN` and
/// hardly another key. That is no state of the resource: it was not seen.
///
/// Source: https://docs.openstack.org/api-guide/compute/down_cells.html
enum CellRow<Row: Decodable & Sendable>: Decodable, Sendable {
    case reached(Row)
    case unreached

    /// What Nova calls the minimal construct of a resource in a cell that is down.
    private struct MinimalConstruct: Decodable { var status: String? }

    init(from decoder: any Decoder) throws {
        do {
            self = .reached(try Row(from: decoder))
        } catch {
            guard try MinimalConstruct(from: decoder).status == "UNKNOWN" else { throw error }
            self = .unreached
        }
    }

    /// The rows that were seen; partial when there are others.
    static func reached(_ listing: Listing<Self>, _ kind: String) -> Listing<Row> {
        let rows = listing.compactMap { row -> Row? in
            if case .reached(let row) = row { return row }
            return nil
        }
        let missing = listing.records.count - rows.records.count
        guard missing > 0 else { return rows }
        return rows.weakened(by: "Nova cannot reach a cell: \(missing) of \(kind) came without their state.")
    }
}
