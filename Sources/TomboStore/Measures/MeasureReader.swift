import Foundation
import GRDB

/// Reads the samples of a poll back, from its keyframe on.
enum MeasureReader {
    struct Found {
        /// See ``MeasurePoll/id``.
        var id: Int64
        /// The snapshot in which it was stored.
        var seq: Int64
        /// The last snapshot in which the same was measured.
        var seen: Int64
        var keyframe: Int64
        /// How many polls hang on the keyframe, itself included.
        var polls: Int
        /// Of the keyframe, and of all differences that hang on it.
        var keyframeBytes: Int
        var deltaBytes: Int
        /// Of the keyframe; see ``MeasureCodec/Keyframe``.
        var stride: Int?
        var frame: MeasureCodec.Frame
    }

    /// What `collector` measured in its last poll up to snapshot `seq`.
    static func frame(_ db: Database, collector: Int64, upTo seq: Int64) throws -> Found? {
        let polls = try MeasureLog(db).polls(of: collector, keyframeOf: seq)
        guard let first = polls.first, let last = polls.last, let keyframe = MeasureCodec.decodeKeyframe(first.samples)
        else { return nil }
        var frame = keyframe.frame
        for poll in polls.dropFirst() {
            guard
                let values = MeasureCodec.decodeDelta(poll.samples, after: frame.values, stride: keyframe.stride)
            else {
                throw StoreError(.corrupt, "The measures of snapshot #\(poll.seq) cannot be read.")
            }
            frame.values = values
        }
        return Found(
            id: last.id, seq: last.seq, seen: last.seq, keyframe: first.seq, polls: polls.count,
            keyframeBytes: first.samples.count, deltaBytes: polls.dropFirst().reduce(0) { $0 + $1.samples.count },
            stride: keyframe.stride, frame: frame)
    }
}

extension MeasureReader {
    /// The last poll of a complete listing up to `seq`, and the partial ones
    /// after it, oldest first: together they hold the last sample of every series.
    ///
    /// A complete listing that measured the same again stored no poll, so that the last one's `seq` is when the
    /// collector last was complete.
    static func lastPolls(_ db: Database, collector: Int64, upTo seq: Int64) throws -> [Found] {
        let complete = try lastComplete(db, collector: collector, upTo: seq)
        var polls = try MeasureLog(db).polls(of: collector, complete...max(complete, seq)).compactMap {
            try frame(db, collector: collector, upTo: $0.seq)
        }
        guard polls.count == 1, polls[0].seq == complete else { return polls }
        polls[0].seen =
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT max(min(last_seq, ?2)) FROM collection_run
                    WHERE collector_id = ?1 AND first_seq <= ?2 AND outcome = 'complete'
                    """, arguments: [collector, seq]) ?? complete
        return polls
    }

    /// The snapshot of the last stored poll of a complete listing up to `seq`; 0 where there is none.
    private static func lastComplete(_ db: Database, collector: Int64, upTo seq: Int64) throws -> Int64 {
        let runs = try Row.fetchCursor(
            db,
            sql: """
                SELECT first_seq, min(last_seq, ?2) FROM collection_run
                WHERE collector_id = ?1 AND first_seq <= ?2 AND outcome = 'complete' ORDER BY first_seq DESC
                """, arguments: [collector, seq])
        while let run = try runs.next() {
            let (first, last): (Int64, Int64) = (run[0], run[1])
            if let poll = try MeasureLog(db).last(of: collector, upTo: last), poll.seq >= first { return poll.seq }
        }
        return 0
    }
}
