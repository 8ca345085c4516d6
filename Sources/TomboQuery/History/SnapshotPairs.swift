import TomboRecords
import TomboStore

/// Snapshots with those before them, each looked up once.
final class SnapshotPairs {
    private let reader: Reader
    private var known: [Int64: SnapshotInfo] = [:]
    private var before: [Int64: SnapshotInfo?] = [:]
    /// Kinds that had not been listed whole by then, by the number of the snapshot.
    private var unlisted: [Int64: Set<String>] = [:]
    private let kinds: Set<String>

    /// `specs` are the kinds that ``wasListed(_:before:)`` is asked about.
    init(_ reader: Reader, _ specs: [RecordSpec]) {
        self.reader = reader
        kinds = Set(specs.map(\.kind))
    }

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
        if let found = unlisted[snapshot.seq] { return !found.contains(spec.kind) }
        let gaps = try reader.gaps(seq: snapshot.seq - 1, kinds: kinds, cloud: snapshot.cloud)
        let found = Set(gaps.filter { $0.lastComplete == nil }.map(\.kind))
        unlisted[snapshot.seq] = found
        return !found.contains(spec.kind)
    }
}
