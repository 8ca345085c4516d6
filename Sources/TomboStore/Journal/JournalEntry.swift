import Foundation
import GRDB
public import TomboRecords

/// What somebody wrote beside the history, or did to it.
public struct JournalEntry: Sendable, Hashable {
    /// Raw values are part of the file's format.
    public enum Action: String, Sendable {
        /// Of a snapshot.
        case note
        /// Of a resource.
        case annotate
        /// Of snapshots that were thinned out.
        case forget
    }

    public var id: Int64
    /// The newest snapshot when it was written: its place in the chain.
    public var after: Int64
    public var at: Instant
    /// The user of the operating system.
    public var author: String
    public var action: Action
    public var cloud: String?
    public var kind: String?
    public var key: String?
    public var seq: Int64?
    /// What somebody wrote; of a forget record a ``ForgetRecord`` as JSON.
    public var body: String
    /// SHA-256 over all history up to it, hexadecimal.
    public var chain: String
    /// The link that it had when it was written, where that is another.
    public var savedChain: String?
}

extension JournalEntry {
    /// The link, from the fields and the link before.
    func link(after previous: [UInt8], saved: [UInt8]?) -> [UInt8] {
        var bytes: [UInt8] = []
        func add(_ part: some Swift.Collection<UInt8>) {
            Varint.append(UInt64(part.count), to: &bytes)
            bytes.append(contentsOf: part)
        }
        add("tombo-journal-1".utf8)
        add(previous)
        for number in [id, after, at.milliseconds] { Varint.append(Varint.zigzag(number), to: &bytes) }
        add(author.utf8)
        add(action.rawValue.utf8)
        for part in [cloud, kind, key, seq.map(String.init)] {
            bytes.append(part == nil ? 0 : 1)
            if let part { add(part.utf8) }
        }
        add(body.utf8)
        if let saved { add(saved) }
        return ChainLink.sha256(bytes)
    }

    init?(_ row: Row) {
        guard let action = Action(rawValue: row["action"]) else { return nil }
        self.init(
            id: row["id"], after: row["after_seq"], at: Instant(milliseconds: row["at"]), author: row["author"],
            action: action, cloud: row["cloud"], kind: row["kind"], key: row["key"], seq: row["seq"],
            body: row["body"], chain: hexadecimal(row["chain"] as Data),
            savedChain: (row["saved_chain"] as Data?).map { hexadecimal($0) })
    }
}
