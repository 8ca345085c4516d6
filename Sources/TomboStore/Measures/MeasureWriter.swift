import Foundation
import GRDB
import TomboRecords

/// Stores what a listing measured: the last value beside each series, and all
/// samples of the poll in one BLOB.
struct MeasureWriter {
    private let db: Database
    private let collector: Int64
    private let seq: Int64
    private let place: Int

    /// `place` is the collection's own in its round.
    init(_ db: Database, collector: Int64, seq: Int64, place: Int) throws {
        self.db = db
        self.collector = collector
        self.seq = seq
        self.place = place
    }

    /// A poll of a complete listing that measured what the poll before it did is not stored again: nine of ten
    /// polls of a small cloud are such, and that the collector ended complete says so already.
    ///
    /// - Returns: SHA-256 of the stored samples for the chain; nil when nothing was stored.
    func write(
        _ collection: TomboRecords.Collection, ids: [(resource: Int64, row: RecordRow)]
    ) throws -> [UInt8]? {
        let spec = collection.spec
        guard !spec.measureIndices.isEmpty, !ids.isEmpty else { return nil }
        var samples: [(series: Int64, value: Int64?)] = []
        samples.reserveCapacity(ids.count * spec.measureIndices.count)
        let upsert = try db.cachedStatement(
            sql: """
                INSERT INTO series (resource_id, metric, value, seq) VALUES (?, ?, ?, ?)
                ON CONFLICT (resource_id, metric) DO UPDATE SET value = excluded.value, seq = excluded.seq
                RETURNING id
                """)
        for (resource, row) in ids {
            for index in spec.measureIndices {
                let value = row.values[index].integer
                let series = try Int64.fetchOne(
                    upsert, arguments: [resource, spec.columns[index].name, value, seq])
                if let series { samples.append((series, value)) }
            }
        }
        samples.sort { $0.series < $1.series }
        let frame = MeasureCodec.Frame(series: samples.map(\.series), values: samples.map(\.value))
        let last = try MeasureReader.frame(db, collector: collector, upTo: seq - 1)
        if let last, last.frame == frame, collection.outcome == .complete, try stands(last) { return nil }
        let (keyframe, bytes) = encode(frame, after: last, stride: spec.measureIndices.count)
        try MeasureLog(db).append(
            MeasurePoll(id: MeasurePoll.id(seq: seq, place: place), seq: seq, keyframe: keyframe, samples: bytes),
            of: collector)
        return ChainLink.sha256(bytes)
    }

    /// Whether a stored poll is the last word on its series: of a complete listing, as a partial one speaks of some
    /// series only, and before any other source of the cloud measured the same kind.
    private func stands(_ poll: MeasureReader.Found) throws -> Bool {
        let wasComplete = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (
                  SELECT 1 FROM collection_run
                  WHERE collector_id = ? AND ? BETWEEN first_seq AND last_seq AND outcome = 'complete')
                """, arguments: [collector, poll.seq])
        guard wasComplete == true else { return false }
        return try MeasureLog(db).others(than: collector).allSatisfy { other in
            try MeasureLog(db).last(of: other, upTo: .max).map { $0.seq < poll.seq } ?? true
        }
    }

    private func encode(
        _ frame: MeasureCodec.Frame, after last: MeasureReader.Found?, stride: Int
    ) -> (keyframe: Int64, bytes: [UInt8]) {
        guard let last, last.stride == stride, last.frame.series == frame.series,
            MeasureCodec.canHang(
                polls: last.polls, keyframeBytes: last.keyframeBytes, deltaBytes: last.deltaBytes),
            let bytes = MeasurePacking.encode(frame.values, after: last.frame.values, stride: stride)
        else {
            return (seq, MeasureCodec.encodeKeyframe(frame, stride: stride))
        }
        return (last.keyframe, bytes)
    }
}
