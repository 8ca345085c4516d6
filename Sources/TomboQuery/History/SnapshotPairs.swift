import TomboRecords
import TomboStore

/// Snapshots with those before them, each looked up once.
final class SnapshotPairs {
    private let reader: Reader
    private var known: [Int64: SnapshotInfo] = [:]
    private var before: [Int64: SnapshotInfo?] = [:]
    private var whole: [String: Bool] = [:]

    init(_ reader: Reader) { self.reader = reader }

    func snapshot(_ seq: Int64) throws -> SnapshotInfo? {
        if let found = known[seq] { return found }
        let found = try reader.snapshot(seq: seq)
        known[seq] = found
        return found
    }

    /// The snapshot of the same cloud before.
    func previous(of snapshot: SnapshotInfo) throws -> SnapshotInfo? {
        if let found = before[snapshot.seq] { return found }
        let found = try reader.latest(of: snapshot.cloud, upTo: snapshot.seq - 1)
        before[snapshot.seq] = .some(found)
        return found
    }

    /// Whether the kind had been listed whole by then: only after that is something new that is seen for the first time.
    func wasListed(_ spec: RecordSpec, before snapshot: SnapshotInfo) throws -> Bool {
        let name = "\(spec.kind) \(snapshot.seq)"
        if let found = whole[name] { return found }
        let gaps = try reader.gaps(seq: snapshot.seq - 1, kinds: [spec.kind], cloud: snapshot.cloud)
        let found = gaps.allSatisfy { $0.lastComplete != nil }
        whole[name] = found
        return found
    }
}
