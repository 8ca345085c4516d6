import Foundation
import GRDB
import TomboRecords

extension Store {
    /// What ``verifyChain()`` found wrong, oldest first.
    public struct ChainBreak: Sendable, Hashable {
        public var seq: Int64
        public var message: String
    }

    /// Recomputes every digest and every link from what is stored.
    public func verifyChain() throws(StoreError) -> [ChainBreak] {
        do {
            return try pool.read { try ChainVerifier($0, specs: Array(specs.values)).verify() }
        } catch {
            throw StoreError.from(error, path: path)
        }
    }
}

extension Reader {
    /// What is wrong with the chain, oldest first: every digest and every link worked out again from the rows.
    public func chainBreaks() throws -> [Store.ChainBreak] { try ChainVerifier(db, specs: specs).verify() }

    /// What SQLite finds wrong with the file: damaged pages, indexes that lack rows, references to nothing.
    public func integrityFaults() throws -> [String] {
        var faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
        for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(20) {
            let (table, parent): (String, String) = (row[0], row[2])
            faults.append("a row of \(table) points at one of \(parent) that is not there")
        }
        return faults
    }
}

/// Works the chain out again from the rows, independently of how it was written.
struct ChainVerifier {
    let db: Database
    let specs: [RecordSpec]

    init(_ db: Database, specs: [RecordSpec]) {
        self.db = db
        self.specs = specs
    }

    func verify() throws -> [Store.ChainBreak] {
        var walk = try ChainWalk(self)
        var breaks = walk.breaks
        var previous = ChainLink.genesis
        var expected: (seq: Int64, entry: Int64) = (1, 1)
        while let element = try walk.next(after: previous) {
            switch element.place {
            case .snapshot(let seq):
                while expected.seq < seq {
                    if !walk.isForgotten(expected.seq) {
                        breaks.append(.init(seq: expected.seq, message: "snapshot #\(expected.seq) is missing"))
                    }
                    expected.seq += 1
                }
                if walk.isForgotten(seq) {
                    breaks.append(.init(seq: seq, message: "snapshot #\(seq) was forgotten, and is here"))
                }
                expected.seq = seq + 1
                if element.computed != element.stored {
                    breaks.append(.init(seq: seq, message: "what is stored of snapshot #\(seq) is not what was saved"))
                }
                // The two counts are no part of the link: they are what its rows add up to.
                if !element.isCounted {
                    let (changes, resources) = (element.changes, element.resources)
                    breaks.append(
                        .init(
                            seq: seq,
                            message:
                                "the counts of snapshot #\(seq) are not what its rows add up to: "
                                + "\(changes) changes, \(resources) resources"))
                }
            case .entry(let id, let after):
                while expected.entry < id {
                    breaks.append(.init(seq: after, message: "entry \(expected.entry) of the journal is missing"))
                    expected.entry += 1
                }
                expected.entry = id + 1
                if element.computed != element.stored {
                    breaks.append(.init(seq: after, message: "entry \(id) of the journal is not what was written"))
                }
            }
            // Go on from what is stored: one edit is then one break, not one for every later snapshot.
            previous = element.stored
        }
        return breaks.sorted { $0.seq < $1.seq }
    }

    /// What each snapshot changed, and which rows are not what their digest says.
    func changes() throws -> (bySnapshot: [Int64: [ChainLink.Change]], breaks: [Store.ChainBreak]) {
        var breaks: [Store.ChainBreak] = []
        var changes: [Int64: [ChainLink.Change]] = [:]
        for spec in specs { try collectChanges(of: spec, into: &changes, breaks: &breaks) }
        return (changes, breaks)
    }

    private func collectChanges(
        of spec: RecordSpec, into changes: inout [Int64: [ChainLink.Change]], breaks: inout [Store.ChainBreak]
    ) throws {
        let columns = spec.storedIndices.map { "h.\"\(spec.columns[$0].name)\"" }
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                SELECT \((["r.id", "r.key", "h.valid_from", "h.valid_to", "h.digest"] + columns).joined(separator: ", "))
                FROM \(spec.historyTable) h JOIN resource r ON r.id = h.resource_id
                ORDER BY h.resource_id, h.valid_from
                """)
        var digester = RowDigester(spec: spec)
        var last: (resource: Int64, key: String, end: Int64?, digest: RowDigest)?
        func add(_ seq: Int64, _ key: String, old: RowDigest?, new: RowDigest?) {
            changes[seq, default: []].append(.init(kind: spec.kind, key: key, old: old, new: new))
        }
        while let row = try cursor.next() {
            let (id, key, from, to): (Int64, String, Int64, Int64?) = (row[0], row[1], row[2], row[3])
            var values = [Value](repeating: .null, count: spec.columns.count)
            for (offset, index) in spec.storedIndices.enumerated() {
                values[index] = Value(row[5 + offset] as DatabaseValue)
            }
            let digest = digester.digest(values)
            if digest.bytes != Array(row[4] as Data) {
                breaks.append(.init(seq: from, message: "\(spec.kind) \(key) was edited in snapshot #\(from)"))
            }
            if let previous = last, previous.resource == id, previous.end == from {
                add(from, key, old: previous.digest, new: digest)
            } else {
                if let previous = last, let end = previous.end {
                    add(end, previous.key, old: previous.digest, new: nil)
                }
                add(from, key, old: nil, new: digest)
            }
            last = (id, key, to, digest)
        }
        if let last, let end = last.end { add(end, last.key, old: last.digest, new: nil) }
    }
}
