import GRDB

extension Store {
    /// Brings the planner's statistics up to date where much changed, and
    /// empties the write-ahead log into the file.
    ///
    /// Readers that are busy keep a part of the log; that is no error.
    public func tidy() throws(StoreError) {
        do {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA analysis_limit = 1000; PRAGMA optimize")
                _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        } catch {
            throw StoreError.from(error, path: path)
        }
    }
}
