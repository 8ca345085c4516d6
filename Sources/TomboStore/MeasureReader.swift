import Foundation
import GRDB

/// Reads the samples of a poll back, from its keyframe on.
enum MeasureReader {
    struct Found {
        /// Of the poll's row; rises with time, within a snapshot too.
        var id: Int64
        var seq: Int64
        var keyframe: Int64
        /// How many polls hang on the keyframe, itself included.
        var polls: Int
        /// Of the keyframe; see ``MeasureCodec/Keyframe``.
        var stride: Int?
        var frame: MeasureCodec.Frame
    }

    /// What `collector` measured in its last poll up to snapshot `seq`.
    static func frame(_ db: Database, collector: Int64, upTo seq: Int64) throws -> Found? {
        let last = try Row.fetchOne(
            db,
            sql: """
                SELECT seq, keyframe_seq, id FROM measure_poll WHERE collector_id = ? AND seq <= ?
                ORDER BY seq DESC LIMIT 1
                """, arguments: [collector, seq])
        guard let last else { return nil }
        let polls = try Row.fetchAll(
            db,
            sql: """
                SELECT samples FROM measure_poll WHERE collector_id = ? AND seq BETWEEN ? AND ? ORDER BY seq
                """, arguments: [collector, last[1] as Int64, last[0] as Int64]
        ).map { Array($0[0] as Data) }
        guard let first = polls.first, let keyframe = MeasureCodec.decodeKeyframe(first) else { return nil }
        var frame = keyframe.frame
        for poll in polls.dropFirst() {
            guard let values = MeasureCodec.decodeDelta(poll, after: frame.values, stride: keyframe.stride) else {
                throw StoreError(.corrupt, "The measures of snapshot #\(last[0] as Int64) cannot be read.")
            }
            frame.values = values
        }
        return Found(
            id: last[2], seq: last[0], keyframe: last[1], polls: polls.count, stride: keyframe.stride, frame: frame)
    }
}

extension MeasureReader {
    /// The last poll of a complete listing up to `seq`, and the partial ones
    /// after it, oldest first: together they hold the last sample of every series.
    ///
    /// A complete listing that measured the same again stored no poll, so that the last one's `seq` is when the
    /// collector last was complete.
    static func lastPolls(_ db: Database, collector: Int64, upTo seq: Int64) throws -> [Found] {
        let complete =
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT p.seq FROM measure_poll p
                    JOIN collection_run r ON r.collector_id = p.collector_id AND p.seq BETWEEN r.first_seq AND r.last_seq
                    WHERE p.collector_id = ? AND p.seq <= ? AND r.outcome = 'complete'
                    ORDER BY p.seq DESC LIMIT 1
                    """, arguments: [collector, seq]) ?? 0
        var polls = try Int64.fetchAll(
            db, sql: "SELECT seq FROM measure_poll WHERE collector_id = ? AND seq BETWEEN ? AND ? ORDER BY seq",
            arguments: [collector, complete, seq]
        ).compactMap { try frame(db, collector: collector, upTo: $0) }
        guard polls.count == 1, polls[0].seq == complete else { return polls }
        polls[0].seq =
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT max(min(last_seq, ?2)) FROM collection_run
                    WHERE collector_id = ?1 AND first_seq <= ?2 AND outcome = 'complete'
                    """, arguments: [collector, seq]) ?? complete
        return polls
    }
}
