import Foundation
import GRDB
public import TomboRecords

/// What a `forget` came to.
public struct ForgetReceipt: Sendable, Hashable {
    /// Snapshots that went.
    public var snapshots: Int
    /// Versions of resources that went, as no kept snapshot shows them.
    public var versions: Int
    /// Polls of measures that went.
    public var polls: Int
    /// The hash over all history after it, hexadecimal.
    public var chain: String
}

extension Store {
    /// Thins the history out, whole or not at all.
    ///
    /// What every kept snapshot shows is as before, and so is the difference between any two of them. The chain is
    /// verified first, linked anew, and signed off with a record in the journal.
    ///
    /// - Parameters:
    ///   - plan: From ``Reader/forgetPlan(_:measures:cloud:offset:)`` of the same file, with the writer's lock held.
    ///   - author: The user of the operating system.
    ///   - instant: Now.
    /// - Returns: What went.
    /// - Throws: ``StoreError`` `corrupt` when the chain is broken: then nothing is thinned out, as that would hide it.
    public func forget(_ plan: ForgetPlan, by author: String, at instant: Instant) throws(StoreError) -> ForgetReceipt {
        var receipt: ForgetReceipt?
        try write { db in
            receipt = try Forgetter(db, plan: plan, specs: Array(specs.values)).forget(by: author, at: instant)
        }
        guard let receipt else { throw StoreError(.failed, "Nothing was forgotten.") }
        return receipt
    }
}

/// Thins the history out inside the caller's transaction.
struct Forgetter {
    private let db: Database
    private let plan: ForgetPlan
    private let specs: [RecordSpec]

    init(_ db: Database, plan: ForgetPlan, specs: [RecordSpec]) {
        self.db = db
        self.plan = plan
        self.specs = specs.sorted { $0.kind < $1.kind }
    }

    func forget(by author: String, at instant: Instant) throws -> ForgetReceipt {
        if let broken = try ChainVerifier(db, specs: specs).verify().first {
            throw StoreError(
                .corrupt, "The history is not what was saved, so nothing of it is forgotten: \(broken.message).",
                remedy: "See `tombo verify`; forgetting would hide what was changed.")
        }
        let before = try ChainHead(db)
        // Rows and what they point at change together; the end of the transaction checks them.
        try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
        try makeMap()
        defer { try? db.execute(sql: "DROP TABLE IF EXISTS temp.forget_map") }
        var versions = 0
        if !plan.removed.isEmpty {
            for spec in specs { versions += try VersionMerger(db, table: spec.historyTable).merge() }
            try RunMerger(db).merge()
            try moveRest()
        }
        let polls = try MeasureThinner(db, plan: plan, specs: specs).thin()
        if !plan.removed.isEmpty {
            try db.execute(
                sql: """
                    DELETE FROM label WHERE seq IN (SELECT seq FROM forget_map WHERE kept <> seq);
                    DELETE FROM snapshot WHERE seq IN (SELECT seq FROM forget_map WHERE kept <> seq);
                    """)
        }
        try relink()
        let record = ForgetRecord(
            policy: [plan.policy.text, plan.measures.text].filter { !$0.isEmpty }.joined(separator: " "),
            removed: ForgetRecord.ranges(plan.removed), snapshots: plan.removed.count, versions: versions,
            head: hexadecimal(before.link))
        try Journal.append(db, .forget, by: author, at: instant, body: record.json)
        // Every promise that was made of it is in this one: what is stored is what the chain says.
        if let broken = try ChainVerifier(db, specs: specs).verify().first {
            throw StoreError(.failed, "Forgetting would break the history, and was taken back: \(broken.message).")
        }
        return ForgetReceipt(
            snapshots: plan.removed.count, versions: versions, polls: polls,
            chain: hexadecimal(try ChainHead(db).link))
    }

    /// Which snapshot stands for each from now on.
    private func makeMap() throws {
        try db.execute(
            sql: "CREATE TEMP TABLE forget_map (seq INTEGER PRIMARY KEY, kept INTEGER NOT NULL) STRICT")
        let insert = try db.makeStatement(sql: "INSERT INTO forget_map (seq, kept) VALUES (?, ?)")
        for (seq, kept) in plan.successors { try insert.execute(arguments: [seq, kept]) }
    }

    /// Everything else that names a snapshot.
    private func moveRest() throws {
        try db.execute(
            sql: """
                DELETE FROM collection_cost WHERE seq IN (SELECT seq FROM forget_map WHERE kept <> seq);
                CREATE TEMP TABLE forget_move AS SELECT resource_id, seq, collector_id FROM resource_move ORDER BY seq;
                DELETE FROM resource_move;
                -- Of several moves into one snapshot the first counts: who had it before.
                INSERT OR IGNORE INTO resource_move (resource_id, seq, collector_id)
                SELECT m.resource_id, (SELECT kept FROM forget_map WHERE seq = m.seq), m.collector_id
                FROM forget_move m ORDER BY m.seq;
                DROP TABLE forget_move;
                UPDATE series SET seq = (SELECT kept FROM forget_map m WHERE m.seq = series.seq)
                WHERE seq IN (SELECT seq FROM forget_map WHERE kept <> seq);
                """)
    }

    /// Links what stays anew; each keeps the link that it had when it was saved.
    private func relink() throws {
        var walk = try ChainWalk(ChainVerifier(db, specs: specs))
        var previous = ChainLink.genesis
        while let element = try walk.next(after: previous) {
            previous = element.stored
            if element.computed == element.stored { continue }
            let saved = element.saved ?? element.stored
            previous = element.link(saved)
            switch element.place {
            case .snapshot(let seq):
                try db.execute(
                    sql: "UPDATE snapshot SET chain = ?, saved_chain = ?, changes = ? WHERE seq = ?",
                    arguments: [Data(previous), Data(saved), element.changes, seq])
            case .entry(let id, _):
                try db.execute(
                    sql: "UPDATE journal SET chain = ?, saved_chain = ? WHERE id = ?",
                    arguments: [Data(previous), Data(saved), id])
            }
        }
    }
}
