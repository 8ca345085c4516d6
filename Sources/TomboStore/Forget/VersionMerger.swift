import GRDB

/// Moves the bounds of a kind's versions to snapshots that stay.
struct VersionMerger {
    let db: Database
    let table: String

    init(_ db: Database, table: String) {
        self.db = db
        self.table = table
    }

    /// - Returns: How many versions went, as no snapshot that stays shows them.
    func merge() throws -> Int {
        func kept(_ column: String) -> String { "(SELECT kept FROM forget_map WHERE seq = \(table).\(column))" }
        try db.execute(
            sql: "DELETE FROM \(table) WHERE valid_to IS NOT NULL AND \(kept("valid_from")) = \(kept("valid_to"))")
        var gone = db.changesCount
        try db.execute(
            sql: """
                UPDATE \(table) SET valid_from = \(kept("valid_from")), valid_to = \(kept("valid_to"))
                WHERE valid_from <> \(kept("valid_from")) OR valid_to <> \(kept("valid_to"))
                """)
        gone += try joinLike()
        return gone
    }

    /// Neighbours that are alike now, as what was between them went: one version.
    private func joinLike() throws -> Int {
        let runs = try Row.fetchAll(
            db,
            sql: """
                WITH v AS (
                  SELECT resource_id, valid_from, valid_to,
                    lag(valid_to) OVER w IS NOT valid_from OR lag(digest) OVER w IS NOT digest AS begins
                  FROM \(table) WINDOW w AS (PARTITION BY resource_id ORDER BY valid_from)),
                g AS (SELECT *, sum(begins) OVER (PARTITION BY resource_id ORDER BY valid_from) AS run FROM v)
                SELECT resource_id, min(valid_from), max(valid_from) FROM g
                GROUP BY resource_id, run HAVING count(*) > 1
                """)
        var gone = 0
        for run in runs {
            let (resource, first, last): (Int64, Int64, Int64) = (run[0], run[1], run[2])
            let end = try Int64.fetchOne(
                db, sql: "SELECT valid_to FROM \(table) WHERE resource_id = ? AND valid_from = ?",
                arguments: [resource, last])
            try db.execute(
                sql: "DELETE FROM \(table) WHERE resource_id = ? AND valid_from > ? AND valid_from <= ?",
                arguments: [resource, first, last])
            gone += db.changesCount
            try db.execute(
                sql: "UPDATE \(table) SET valid_to = ? WHERE resource_id = ? AND valid_from = ?",
                arguments: [end, resource, first])
        }
        return gone
    }
}
