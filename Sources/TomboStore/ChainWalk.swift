import Foundation
import GRDB
import TomboRecords

/// The chain link by link, oldest first: snapshots, and what was written after each.
struct ChainWalk {
    enum Place: Hashable {
        case snapshot(Int64)
        /// An entry of the journal, and the snapshot that was the newest then.
        case entry(Int64, after: Int64)
    }

    struct Element {
        var place: Place
        /// What is stored as its link.
        var stored: [UInt8]
        /// The link that it had when it was saved, where it has another since.
        var saved: [UInt8]?
        /// Resources that appeared, changed or went in a snapshot.
        var changes: Int
        /// Resources of its cloud that were there after a snapshot.
        var resources: Int
        /// Whether the two counts that stand beside a snapshot are these.
        var isCounted = true
        /// Worked out from the rows, beside a link of then or none.
        var link: (_ saved: [UInt8]?) -> [UInt8]

        var computed: [UInt8] { link(saved) }
    }

    /// Rows that are not what their digest says.
    let breaks: [Store.ChainBreak]
    private let verifier: ChainVerifier
    private let changes: [Int64: [ChainLink.Change]]
    private let snapshots: [Row]
    private let entries: [JournalEntry]
    private let forgotten: [ClosedRange<Int64>]
    private let ended: CollectionEntries
    private var alive: [Int64: Int] = [:]
    private var nextSnapshot = 0
    private var nextEntry = 0

    init(_ verifier: ChainVerifier) throws {
        self.verifier = verifier
        (changes, breaks) = try verifier.changes()
        ended = try CollectionEntries(verifier.db)
        snapshots = try Row.fetchAll(
            verifier.db,
            sql: """
                SELECT s.seq, c.name, c.id, s.started_at, s.finished_at, s.chain, s.saved_chain,
                  s.changes, s.resources
                FROM snapshot s JOIN cloud c ON c.id = s.cloud_id ORDER BY s.seq
                """)
        entries = try Journal.entries(verifier.db)
        forgotten = entries.filter { $0.action == .forget }.compactMap { ForgetRecord(json: $0.body) }
            .flatMap(\.removed)
    }

    func isForgotten(_ seq: Int64) -> Bool { forgotten.contains { $0.contains(seq) } }

    mutating func next(after previous: [UInt8]) throws -> Element? {
        let snapshot = nextSnapshot < snapshots.count ? snapshots[nextSnapshot] : nil
        let entry = nextEntry < entries.count ? entries[nextEntry] : nil
        if let entry, snapshot.map({ entry.after < $0[0] as Int64 }) ?? true {
            nextEntry += 1
            return element(entry, previous)
        }
        guard let snapshot else { return nil }
        nextSnapshot += 1
        return try element(snapshot, previous)
    }

    private func element(_ entry: JournalEntry, _ previous: [UInt8]) -> Element {
        Element(
            place: .entry(entry.id, after: entry.after), stored: bytes(hexadecimal: entry.chain),
            saved: entry.savedChain.map { bytes(hexadecimal: $0) }, changes: 0,
            resources: 0, link: { entry.link(after: previous, saved: $0) })
    }

    private mutating func element(_ row: Row, _ previous: [UInt8]) throws -> Element {
        let seq: Int64 = row[0]
        let link = ChainLink(
            previous: previous, seq: seq, cloud: row[1], startedAt: Instant(milliseconds: row[3]),
            finishedAt: Instant(milliseconds: row[4]), collections: try ended.entries(seq: seq, cloud: row[2]),
            changes: changes[seq] ?? [])
        let cloud: Int64 = row[2]
        alive[cloud, default: 0] += link.changes.reduce(0) { $0 + ($1.old == nil ? 1 : 0) - ($1.new == nil ? 1 : 0) }
        let resources = alive[cloud] ?? 0
        return Element(
            place: .snapshot(seq), stored: Array(row[5] as Data), saved: (row[6] as Data?).map { Array($0) },
            changes: link.changes.count, resources: resources,
            isCounted: row[7] == link.changes.count && row[8] == resources,
            link: { saved in
                var link = link
                link.saved = saved
                return link.hash()
            })
    }
}
