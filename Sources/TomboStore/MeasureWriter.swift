import Foundation
import GRDB
import TomboRecords

/// Stores what a listing measured: the last value beside each series, and all
/// samples of the poll in one BLOB.
struct MeasureWriter {
    private let db: Database
    private let collector: Int64
    private let seq: Int64

    init(_ db: Database, collector: Int64, seq: Int64) throws {
        self.db = db
        self.collector = collector
        self.seq = seq
    }

    /// - Returns: SHA-256 of the stored samples for the chain; nil when nothing was measured.
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
        let (keyframe, bytes) = try encode(frame)
        try db.execute(
            sql: "INSERT INTO measure_poll (collector_id, seq, keyframe_seq, samples) VALUES (?, ?, ?, ?)",
            arguments: [collector, seq, keyframe, Data(bytes)])
        return ChainLink.sha256(bytes)
    }

    private func encode(_ frame: MeasureCodec.Frame) throws -> (keyframe: Int64, bytes: [UInt8]) {
        let last = try MeasureReader.frame(db, collector: collector, upTo: seq - 1)
        guard let last, last.frame.series == frame.series, last.polls < MeasureCodec.keyframeInterval else {
            return (seq, MeasureCodec.encodeKeyframe(frame))
        }
        return (last.keyframe, MeasureCodec.encodeDelta(frame.values, after: last.frame.values))
    }
}
