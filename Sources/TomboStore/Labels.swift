import GRDB
public import TomboRecords

extension Store {
    /// Names a snapshot, or takes its name away with nil.
    ///
    /// - Throws: ``StoreError`` `labelTaken` when another snapshot of the
    ///   cloud is called so: a label that moves would change what a report
    ///   said without a trace.
    public func label(_ snapshot: SnapshotInfo, as name: String?) throws(StoreError) {
        do {
            try pool.write { db in
                guard
                    let cloud = try Int64.fetchOne(
                        db, sql: "SELECT cloud_id FROM snapshot WHERE seq = ?", arguments: [snapshot.seq])
                else { throw StoreError(.missing, "There is no snapshot #\(snapshot.seq).") }
                try Labels.set(db, name, cloud: cloud, seq: snapshot.seq)
            }
        } catch {
            throw StoreError.from(error, path: path)
        }
    }

    /// The snapshot of `cloud` that is called `label`, to refuse a second one
    /// before the cloud is asked for anything.
    public func snapshot(labelled label: String, cloud: String) throws(StoreError) -> Int64? {
        do {
            return try pool.read { db in
                try Int64.fetchOne(
                    db,
                    sql: "SELECT seq FROM label JOIN cloud c ON c.id = cloud_id WHERE label.name = ? AND c.name = ?",
                    arguments: [label, cloud])
            }
        } catch {
            throw StoreError.from(error, path: path)
        }
    }
}

enum Labels {
    static func set(_ db: Database, _ name: String?, cloud: Int64, seq: Int64) throws {
        if let name,
            let other = try Int64.fetchOne(
                db, sql: "SELECT seq FROM label WHERE cloud_id = ? AND name = ?", arguments: [cloud, name]),
            other != seq
        {
            throw StoreError(
                .labelTaken, "Snapshot #\(other) is already called \(name).",
                remedy: "Choose another label, or free it with `tombo label '#\(other)' --remove`.")
        }
        try db.execute(sql: "DELETE FROM label WHERE seq = ?", arguments: [seq])
        if let name {
            try db.execute(
                sql: "INSERT INTO label (cloud_id, name, seq) VALUES (?, ?, ?)", arguments: [cloud, name, seq])
        }
    }
}
