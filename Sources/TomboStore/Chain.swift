import Crypto
import TomboRecords

/// The SHA-256 chain over the snapshots: each link covers the one before it
/// and everything that its snapshot changed.
///
/// Whoever edits, deletes or inserts a row changes every link after it; so a
/// head hash printed in a report pins the whole history up to then. What people
/// write (``JournalEntry``) has links of its own in between.
struct ChainLink {
    struct CollectionEntry {
        var source: String
        var kind: String
        var outcome: CollectionOutcome
        var code: String?
        var reason: String?
        var seen: [UInt8]?
        /// SHA-256 of the samples it measured.
        var measures: [UInt8]?
    }

    struct Change {
        var kind: String
        var key: String
        /// Nil where there was, or is, no version.
        var old: RowDigest?
        var new: RowDigest?
    }

    /// One change a resource: an end and a beginning in one snapshot are a
    /// replacement, and a replacement by the same is none.
    static func merged(_ changes: [Change]) -> [Change] {
        var merged: [Change] = []
        var places: [String: Int] = [:]
        for change in changes {
            let name = change.kind + "\0" + change.key
            if let place = places[name] {
                merged[place].new = change.new
            } else {
                places[name] = merged.count
                merged.append(change)
            }
        }
        return merged.filter { $0.old != $0.new }
    }

    var previous: [UInt8]
    var seq: Int64
    var cloud: String
    var startedAt: Instant
    var finishedAt: Instant
    var collections: [CollectionEntry]
    var changes: [Change]
    /// The link that it had when it was saved; nil while that is still its link.
    var saved: [UInt8]?

    /// The link before the first snapshot.
    static let genesis = [UInt8](repeating: 0, count: 32)

    static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    func hash() -> [UInt8] {
        var bytes: [UInt8] = []
        func add(_ part: some Swift.Collection<UInt8>) {
            Varint.append(UInt64(part.count), to: &bytes)
            bytes.append(contentsOf: part)
        }
        // A number before an optional part says whether it is there: unknown is not empty.
        func add(optional part: [UInt8]?) {
            bytes.append(part == nil ? 0 : 1)
            if let part { add(part) }
        }
        add("tombo-chain-1".utf8)
        add(previous)
        add(cloud.utf8)
        for number in [seq, startedAt.milliseconds, finishedAt.milliseconds] {
            Varint.append(Varint.zigzag(number), to: &bytes)
        }
        Varint.append(UInt64(collections.count), to: &bytes)
        for entry in collections.sorted(by: { ($0.source, $0.kind) < ($1.source, $1.kind) }) {
            add(entry.source.utf8)
            add(entry.kind.utf8)
            add(entry.outcome.rawValue.utf8)
            add(optional: entry.code.map { Array($0.utf8) })
            add(optional: entry.reason.map { Array($0.utf8) })
            add(optional: entry.seen)
            add(optional: entry.measures)
        }
        Varint.append(UInt64(changes.count), to: &bytes)
        for change in changes.sorted(by: { ($0.kind, $0.key) < ($1.kind, $1.key) }) {
            add(change.kind.utf8)
            add(change.key.utf8)
            add(optional: change.old?.bytes)
            add(optional: change.new?.bytes)
        }
        if let saved { add(saved) }
        return Self.sha256(bytes)
    }
}
