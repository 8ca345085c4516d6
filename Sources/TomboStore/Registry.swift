import Foundation
import GRDB

/// Small numbers for the names that every row would else repeat.
struct Registry {
    struct Collector {
        var id: Int64
        var kindID: Int64
        var cloudID: Int64
        var source: String
        var kind: String
    }

    let cloudID: Int64

    init(_ db: Database, cloud: String) throws {
        cloudID = try Self.id(db, table: "cloud", name: cloud)
    }

    func collector(_ db: Database, source: String, kind: String) throws -> Collector {
        let kindID = try Self.id(db, table: "kind", name: kind)
        let known = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM collector WHERE cloud_id = ? AND source = ? AND kind_id = ?"),
            arguments: [cloudID, source, kindID])
        if let known { return Collector(id: known, kindID: kindID, cloudID: cloudID, source: source, kind: kind) }
        try db.execute(
            sql: "INSERT INTO collector (cloud_id, source, kind_id) VALUES (?, ?, ?)",
            arguments: [cloudID, source, kindID])
        return Collector(
            id: db.lastInsertedRowID, kindID: kindID, cloudID: cloudID, source: source, kind: kind)
    }

    /// Every collector that the cloud ever had.
    func collectors(_ db: Database) throws -> [Collector] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT o.id, o.kind_id, o.source, k.name FROM collector o JOIN kind k ON k.id = o.kind_id
                WHERE o.cloud_id = ?
                """, arguments: [cloudID]
        ).map { Collector(id: $0[0], kindID: $0[1], cloudID: cloudID, source: $0[2], kind: $0[3]) }
    }

    private static func id(_ db: Database, table: String, name: String) throws -> Int64 {
        let known = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM \(table) WHERE name = ?"), arguments: [name])
        if let known { return known }
        try db.execute(sql: "INSERT INTO \(table) (name) VALUES (?)", arguments: [name])
        return db.lastInsertedRowID
    }
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// The bytes that ``hexadecimal(_:)`` wrote.
func bytes(hexadecimal text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue).map(UInt8.init)
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
