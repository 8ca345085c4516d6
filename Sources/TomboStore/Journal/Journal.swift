import Foundation
import GRDB
public import TomboRecords

/// Writes into the journal, inside the caller's transaction.
enum Journal {
    /// Appends an entry at the end of the chain.
    static func append(
        _ db: Database, _ action: JournalEntry.Action, by author: String, at instant: Instant, cloud: String? = nil,
        kind: String? = nil, key: String? = nil, seq: Int64? = nil, body: String
    ) throws {
        let head = try ChainHead(db)
        let last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM journal") ?? 0
        let entry = JournalEntry(
            id: last + 1, after: head.seq, at: instant, author: author, action: action, cloud: cloud, kind: kind,
            key: key, seq: seq, body: body, chain: "")
        try db.execute(
            sql: """
                INSERT INTO journal (id, after_seq, at, author, action, cloud, kind, key, seq, body, chain)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                entry.id, entry.after, instant.milliseconds, author, action.rawValue, cloud, kind, key, seq, body,
                Data(entry.link(after: head.link, saved: nil)),
            ])
    }

    static func entries(_ db: Database, _ rest: String = "", _ arguments: StatementArguments = []) throws
        -> [JournalEntry]
    {
        try Row.fetchAll(db, sql: "SELECT * FROM journal \(rest) ORDER BY id", arguments: arguments)
            .compactMap(JournalEntry.init)
    }
}

/// The end of the chain: the newest snapshot, or what was written after it.
struct ChainHead {
    /// The newest snapshot's number; 0 before there is one.
    var seq: Int64
    var link: [UInt8]

    init(_ db: Database) throws {
        let snapshot = try Row.fetchOne(db, sql: "SELECT seq, chain FROM snapshot ORDER BY seq DESC LIMIT 1")
        let entry = try Row.fetchOne(db, sql: "SELECT after_seq, chain FROM journal ORDER BY id DESC LIMIT 1")
        seq = max(snapshot?["seq"] ?? 0, entry?["after_seq"] ?? 0)
        link = snapshot.map { Array($0["chain"] as Data) } ?? ChainLink.genesis
        if let entry, entry["after_seq"] as Int64 >= snapshot?["seq"] ?? 0 { link = Array(entry["chain"] as Data) }
    }
}

extension Store {
    /// Writes what a person says of a snapshot.
    ///
    /// - Throws: ``StoreError`` `badText` for text that is empty, too long or holds control characters.
    public func note(_ text: String, on snapshot: SnapshotInfo, by author: String, at instant: Instant)
        throws(StoreError)
    {
        let text = try Self.checked(text)
        try write { db in
            try Journal.append(
                db, .note, by: author, at: instant, cloud: snapshot.cloud, seq: snapshot.seq, body: text)
        }
    }

    /// Writes what a person says of a resource.
    ///
    /// - Throws: As ``note(_:on:by:at:)``.
    public func annotate(
        _ text: String, cloud: String, kind: String, key: String, by author: String, at instant: Instant
    ) throws(StoreError) {
        let text = try Self.checked(text)
        try write { db in
            try Journal.append(
                db, .annotate, by: author, at: instant, cloud: cloud, kind: kind, key: key, body: text)
        }
    }

    /// In one transaction, whole or not at all.
    func write(_ body: (Database) throws -> Void) throws(StoreError) {
        do {
            try pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    try body(db)
                    return .commit
                }
            }
        } catch {
            throw StoreError.from(error, path: path)
        }
    }

    private static let longestText = 4000

    private static func checked(_ text: String) throws(StoreError) -> String {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let isPlain = text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }
        guard !text.isEmpty, text.count <= longestText, isPlain else {
            throw StoreError(
                .badText, "The text is empty, longer than \(longestText) characters, or holds control characters.",
                remedy: "Write one to \(longestText) printable characters; a line break is one of them.")
        }
        return text
    }
}

extension Reader {
    /// What people wrote up to a snapshot, oldest first; of everything, or of one resource.
    public func journal(upTo seq: Int64, cloud: String? = nil, kind: String? = nil, key: String? = nil) throws
        -> [JournalEntry]
    {
        // What is written after the newest snapshot is part of what is known now.
        let newest = try Int64.fetchOne(db, sql: "SELECT max(seq) FROM snapshot") ?? 0
        let last = seq >= newest ? Int64.max : seq - 1
        return try Journal.entries(
            db,
            """
            WHERE after_seq <= ?1 AND (?2 IS NULL OR cloud IS NULL OR cloud = ?2)
              AND (?3 IS NULL OR (kind = ?3 AND key = ?4))
            """, [last, cloud, kind, key])
    }

    /// The hash over all history, hexadecimal; nil of an empty one.
    public func chainHead() throws -> String? {
        let head = try ChainHead(db)
        return head.seq == 0 ? nil : hexadecimal(head.link)
    }
}
