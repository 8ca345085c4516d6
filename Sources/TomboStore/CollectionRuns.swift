import Foundation
import GRDB
public import TomboRecords

/// A run of snapshots in which a collector ended alike.
public struct CollectionRun: Sendable {
    public var cloud: String
    public var source: String
    public var kind: String
    public var first: Int64
    public var last: Int64
    public var outcome: CollectionOutcome
    public var reason: String?
}

/// What one snapshot came to.
public struct SnapshotSum: Sendable {
    public var resources: Int64
    public var changes: Int64
    /// SHA-256 over all history up to it, hexadecimal.
    public var chain: String
}

extension Reader {
    public func collectionRuns(cloud: String? = nil) throws -> [CollectionRun] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT c.name, o.source, k.name, r.first_seq, r.last_seq, r.outcome, r.reason FROM collection_run r
                JOIN collector o ON o.id = r.collector_id JOIN cloud c ON c.id = o.cloud_id
                JOIN kind k ON k.id = o.kind_id WHERE ?1 IS NULL OR c.name = ?1
                """, arguments: [cloud]
        ).compactMap { row in
            CollectionOutcome(rawValue: row[5]).map {
                CollectionRun(
                    cloud: row[0], source: row[1], kind: row[2], first: row[3], last: row[4], outcome: $0,
                    reason: row[6])
            }
        }
    }

    public func snapshotSums() throws -> [Int64: SnapshotSum] {
        var sums: [Int64: SnapshotSum] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT seq, resources, changes, chain FROM snapshot") {
            sums[row[0]] = SnapshotSum(resources: row[1], changes: row[2], chain: hexadecimal(row[3] as Data))
        }
        return sums
    }
}
