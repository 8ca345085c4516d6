import Foundation
import GRDB

/// The stored polls of measures, wherever they stand: those since a
/// collector's last keyframe one a row, those before many in a row.
struct MeasureLog {
    /// How many old keyframes are packed beside one new poll. One comes with each; a database from
    /// before there were blocks has thousands, and is packed over some days of polls.
    private static let keyframesAtOnce = 8

    let db: Database

    init(_ db: Database) { self.db = db }

    /// Collectors that measured anything.
    func collectors() throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM collector o WHERE EXISTS (SELECT 1 FROM measure_poll WHERE collector_id = o.id)
                OR EXISTS (SELECT 1 FROM measure_block WHERE collector_id = o.id) ORDER BY id
                """)
    }

    /// The collectors that measure the same kind in the same cloud, from other sources.
    func others(than collector: Int64) throws -> [Int64] {
        try Int64.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT other.id FROM collector mine
                    JOIN collector other ON other.cloud_id = mine.cloud_id AND other.kind_id = mine.kind_id
                    WHERE mine.id = ?1 AND other.id <> ?1
                    """), arguments: [collector])
    }

    /// The last poll of a collector up to snapshot `seq`, and those before it down to its keyframe, the oldest first.
    func polls(of collector: Int64, keyframeOf seq: Int64) throws -> [MeasurePoll] {
        guard let keyframe = try last(of: collector, upTo: seq)?.keyframe else { return [] }
        return try polls(of: collector, keyframe...seq)
    }

    /// Snapshot and keyframe of the last poll up to snapshot `seq`.
    func last(of collector: Int64, upTo seq: Int64) throws -> (seq: Int64, keyframe: Int64)? {
        let open = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT seq, keyframe_seq FROM measure_poll WHERE collector_id = ? AND seq <= ?
                    ORDER BY seq DESC LIMIT 1
                    """), arguments: [collector, seq])
        // A collector's packed polls are all older than its open ones.
        if let open { return (open[0], open[1]) }
        let block = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT \(MeasureBlock.columns) FROM measure_block WHERE collector_id = ? AND first_seq <= ?
                    ORDER BY first_seq DESC LIMIT 1
                    """), arguments: [collector, seq])
        let poll = try block.flatMap { try MeasureBlock($0).unpacked().last { $0.seq <= seq } }
        return poll.map { ($0.seq, $0.keyframe) }
    }

    /// All polls of a collector in a range of snapshots, the oldest first.
    func polls(of collector: Int64, _ range: ClosedRange<Int64>) throws -> [MeasurePoll] {
        var polls: [MeasurePoll] = []
        let blocks = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT \(MeasureBlock.columns) FROM measure_block
                    WHERE collector_id = ?1 AND first_seq <= ?3 AND first_seq >= coalesce((
                      SELECT max(first_seq) FROM measure_block WHERE collector_id = ?1 AND first_seq <= ?2), ?2)
                    ORDER BY first_seq
                    """), arguments: [collector, range.lowerBound, range.upperBound])
        while let row = try blocks.next() {
            polls += try MeasureBlock(row).unpacked().filter { range.contains($0.seq) }
        }
        let open = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT \(MeasurePoll.columns) FROM measure_poll WHERE collector_id = ? AND seq BETWEEN ? AND ?
                    ORDER BY seq
                    """), arguments: [collector, range.lowerBound, range.upperBound])
        while let row = try open.next() {
            polls.append(MeasurePoll(row))
        }
        return polls
    }
}

extension MeasureLog {
    func append(_ poll: MeasurePoll, of collector: Int64) throws {
        try db.cachedStatement(
            sql: "INSERT INTO measure_poll (collector_id, \(MeasurePoll.columns)) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [collector, poll.id, poll.seq, poll.keyframe, Data(poll.samples)])
        if poll.seq == poll.keyframe { try pack(collector, atMost: Self.keyframesAtOnce) }
    }

    /// Moves the polls before the last keyframe into blocks, the oldest first.
    private func pack(_ collector: Int64, atMost keyframes: Int) throws {
        let closed = try Int64.fetchAll(
            db,
            sql: """
                SELECT DISTINCT keyframe_seq FROM measure_poll WHERE collector_id = ?1 AND keyframe_seq < (
                  SELECT keyframe_seq FROM measure_poll WHERE collector_id = ?1 ORDER BY seq DESC LIMIT 1)
                ORDER BY keyframe_seq LIMIT ?2
                """, arguments: [collector, keyframes])
        for keyframe in closed {
            let polls = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(MeasurePoll.columns) FROM measure_poll WHERE collector_id = ? AND keyframe_seq = ?
                    ORDER BY seq
                    """, arguments: [collector, keyframe])
            for block in MeasureBlock.packed(polls.map(MeasurePoll.init)) {
                try db.cachedStatement(
                    sql: """
                        INSERT INTO measure_block (collector_id, \(MeasureBlock.columns)) VALUES (?, ?, ?, ?, ?, ?, ?)
                        """
                ).execute(
                    arguments: [
                        collector, block.id, block.keyframe, block.first, block.last, Data(block.samples),
                        Data(block.further),
                    ])
            }
        }
        guard let newest = closed.last else { return }
        try db.execute(
            sql: "DELETE FROM measure_poll WHERE collector_id = ? AND keyframe_seq <= ?",
            arguments: [collector, newest])
    }

    /// Puts other polls of a collector in the place of all that it has.
    func replace(of collector: Int64, with polls: [MeasurePoll]) throws {
        for table in ["measure_poll", "measure_block"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE collector_id = ?", arguments: [collector])
        }
        for poll in polls { try append(poll, of: collector) }
    }
}
