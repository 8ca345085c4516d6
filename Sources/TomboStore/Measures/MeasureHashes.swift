import Foundation
import GRDB

/// SHA-256 of what each collector measured, snapshot after snapshot, in one pass over all polls.
struct MeasureHashes {
    private struct Hash {
        var collector: Int64
        var sha256: [UInt8]
    }

    private let open: RowCursor
    private let blocks: RowCursor
    private var nextOpen: Row?
    private var nextBlock: Row?
    /// Of blocks that were read and of snapshots not yet asked for.
    private var pending: [Int64: [Hash]] = [:]
    /// On which poll the last one of each collector hangs.
    private var keyframes: [Int64: Int64] = [:]

    init(_ db: Database) throws {
        open = try Row.fetchCursor(
            db, sql: "SELECT \(MeasurePoll.columns), collector_id FROM measure_poll ORDER BY seq")
        blocks = try Row.fetchCursor(
            db, sql: "SELECT \(MeasureBlock.columns), collector_id FROM measure_block ORDER BY first_seq")
        nextOpen = try open.next()
        nextBlock = try blocks.next()
    }

    /// By collector; each snapshot is asked for once, in their order.
    mutating func of(_ seq: Int64) throws -> [Int64: [UInt8]] {
        while let row = nextOpen, (row[1] as Int64) <= seq {
            add(MeasurePoll(row), of: row[4])
            nextOpen = try open.next()
        }
        while let row = nextBlock {
            let block = MeasureBlock(row)
            if block.first > seq { break }
            // What cannot be taken apart is no poll that was ever hashed, so that the chain breaks here.
            let polls =
                block.polls ?? [
                    MeasurePoll(id: block.id, seq: block.first, keyframe: block.keyframe, samples: block.samples)
                ]
            for poll in polls { add(poll, of: row[6]) }
            nextBlock = try blocks.next()
        }
        let hashes = pending.removeValue(forKey: seq) ?? []
        // Of two polls of one collector and snapshot none counts.
        return Dictionary(hashes.map { ($0.collector, $0.sha256) }) { _, _ in [] }
    }

    private mutating func add(_ poll: MeasurePoll, of collector: Int64) {
        let hangs =
            poll.keyframe == poll.seq
            ? MeasureCodec.decodeKeyframe(poll.samples) != nil
            : poll.keyframe == keyframes[collector] && !MeasureCodec.isPackedKeyframe(poll.samples)
        keyframes[collector] = poll.keyframe
        // What hangs on another poll than it did reads as something else, with the same bytes.
        let sha256 = hangs ? ChainLink.sha256(poll.samples) : []
        pending[poll.seq, default: []].append(Hash(collector: collector, sha256: sha256))
    }
}
