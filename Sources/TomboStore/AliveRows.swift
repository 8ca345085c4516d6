import GRDB
public import TomboRecords

extension Reader {
    /// Everything of a kind that is there at the moment of the answer, in no order.
    ///
    /// For listings of very many: from the history table itself, as the view
    /// of the kind looks up the identity of each row, which costs as much
    /// again as the row.
    ///
    /// `body` gets the values of `columns`, typed, then the cloud, then the
    /// number of the resource; they are its to change and to keep. Where
    /// `cloud` is nil it gets those of all clouds.
    public func forEachAlive(
        of spec: RecordSpec, _ columns: [TomboRecords.Column], cloud: String?,
        _ body: (inout [Value]) throws -> Void
    ) throws {
        var clouds: [Int64: Value] = [:]
        for row in try rows("SELECT id, name FROM cloud") { if let id = row[0].integer { clouds[id] = row[1] } }
        let wanted = cloud.map { cloud in clouds.filter { $0.value.text == cloud } } ?? clouds
        // Where there is but one cloud, nothing has to be asked whose a row is.
        let only = clouds.count == 1 ? wanted.first?.value : nil
        if wanted.isEmpty { return }
        let names = columns.map { ", " + expression($0, spec) }.joined()
        let versions = "\(spec.historyTable) h" + (try isMostlyAlive(spec) ? " NOT INDEXED" : "")
        let sql =
            only == nil
            ? """
            SELECT h.resource_id, r.cloud_id\(names) FROM \(versions)
            CROSS JOIN resource r ON r.id = h.resource_id WHERE \(alive)
            """ : "SELECT h.resource_id, NULL\(names) FROM \(versions) WHERE \(alive)"
        let types = columns.map(\.type)
        var keys = JSONKeys()
        try forEachStoredRow(sql, []) { row in
            guard let cloud = only ?? wanted[row.integer(1)] else { return }
            let count = types.count
            var values = [Value](unsafeUninitializedCapacity: count + 2) { values, filled in
                for place in 0..<count {
                    values.initializeElement(at: place, to: row.value(Int32(2 + place), as: types[place], &keys))
                }
                values.initializeElement(at: count, to: cloud)
                values.initializeElement(at: count + 1, to: .integer(row.integer(0)))
                filled = count + 2
            }
            try body(&values)
        }
    }

    /// Whether most versions of a kind are those of now, as in a young history or of what seldom changes.
    ///
    /// Then going through all of them is quicker than looking each up behind an index: with 100,000 alive it is so up
    /// to twice as many versions. For the past this is a guess, which costs time where it is wrong and nothing else.
    private func isMostlyAlive(_ spec: RecordSpec) throws -> Bool {
        let counts = try rows(
            """
            SELECT (SELECT max(rowid) FROM \(spec.historyTable)),
            (SELECT count(*) FROM \(spec.historyTable) h WHERE \(Reader.now))
            """)
        guard let versions = counts.first?[0].integer, let alive = counts.first?[1].integer else { return true }
        return versions <= 2 * alive
    }

    /// How many of a kind a cloud has at the moment of the answer.
    public func count(of spec: RecordSpec, cloud: String) throws -> Int64 {
        let clouds = try rows("SELECT id, name FROM cloud")
        guard let id = clouds.first(where: { $0[1].text == cloud })?[0].integer else { return 0 }
        let own =
            clouds.count == 1
            ? "WHERE" : "CROSS JOIN resource r ON r.id = h.resource_id WHERE r.cloud_id = \(id) AND"
        return try rows("SELECT count(*) FROM \(spec.historyTable) h \(own) (\(alive))").first?[0].integer ?? 0
    }

    /// The column as the view of the kind has it.
    private func expression(_ column: TomboRecords.Column, _ spec: RecordSpec) -> String {
        if column.fieldClass == .measure {
            return "(SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = '\(column.name)')"
        }
        if spec.storedIndices.contains(where: { spec.columns[$0].name == column.name }) {
            return "h.\"\(column.name)\""
        }
        let key = column.type == .integer ? "CAST(key AS INTEGER)" : "key"
        return "(SELECT \(key) FROM resource WHERE id = h.resource_id)"
    }
}
