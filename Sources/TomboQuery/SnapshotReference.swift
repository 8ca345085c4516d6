import TomboRecords
import TomboStore

/// How a person names a snapshot: `latest`, `latest~3`, `#42`, a label,
/// `@2026-05-12T14:00`, `@"2 days ago"`.
public struct SnapshotReference: Sendable, Hashable {
    enum Base: Sendable, Hashable {
        case latest
        case number(Int64)
        case label(String)
        case time(String)
    }

    var base: Base
    /// So many snapshots of the cloud before it.
    var back: Int
    /// As the person wrote it, for messages.
    public let text: String

    public static let latest = SnapshotReference("latest")

    /// Never fails: whatever is no other form is a label, and whether that
    /// exists is known only when it is looked up.
    public init(_ text: String) {
        self.text = text
        var rest = text[...]
        back = 0
        if let tilde = rest.lastIndex(of: "~"), let number = Int(rest[rest.index(after: tilde)...]), number >= 0 {
            back = number
            rest = rest[..<tilde]
        }
        if rest == "latest" || rest.isEmpty {
            base = .latest
        } else if rest.first == "#", let number = Int64(rest.dropFirst()) {
            base = .number(number)
        } else if rest.first == "@" {
            let time = rest.dropFirst()
            base = .time(
                time.first == "\"" && time.last == "\"" && time.count > 1
                    ? String(time.dropFirst().dropLast()) : String(time))
        } else {
            base = .label(String(rest))
        }
    }

    /// `A..B`, `A` (to the latest), or nothing (the latest against the one before).
    public static func range(_ text: String?) -> (from: SnapshotReference, to: SnapshotReference) {
        guard let text, !text.isEmpty else { return (SnapshotReference("latest~1"), .latest) }
        guard let dots = text.firstRange(of: "..") else { return (SnapshotReference(text), .latest) }
        let (from, to) = (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
        return (SnapshotReference(from.isEmpty ? "latest~1" : from), SnapshotReference(to))
    }

    /// Whether it names a snapshot, which is one cloud's, rather than a moment,
    /// which all clouds have.
    var namesOneCloud: Bool {
        switch base {
        case .number, .label: true
        case .latest, .time: back > 0
        }
    }

    /// - Throws: ``QueryError`` `unknownSnapshot` or `ambiguousSnapshot`.
    func resolve(_ reader: Reader, cloud: String?, clock: LocalClock) throws -> SnapshotInfo {
        guard let found = try find(reader, cloud: cloud, clock: clock) else { throw try unknown(reader, cloud: cloud) }
        guard back > 0 else { return found }
        // Which cloud's came last is chance, as they are asked side by side: `latest~1` would mean another each time.
        if cloud == nil, base == .latest || isTime {
            let clouds = try reader.latestOfEach(upTo: .max).map(\.cloud)
            if clouds.count > 1 { throw QueryError.severalClouds(clouds, asking: text) }
        }
        let earlier = try reader.snapshots(cloud: found.cloud).filter { $0.seq < found.seq }
        guard earlier.count >= back else {
            throw QueryError(
                .unknownSnapshot, "There are only \(earlier.count) snapshots before #\(found.seq).",
                remedy: "List them with `tombo snapshots`.")
        }
        return earlier[earlier.count - back]
    }

    private var isTime: Bool {
        if case .time = base { return true }
        return false
    }

    /// The snapshot to stand at so that each cloud shows what it was at `instant`.
    private func moment(_ instant: Instant, _ reader: Reader) throws -> SnapshotInfo? {
        guard let last = try reader.snapshot(at: instant) else { return nil }
        let clouds = try reader.clouds()
        let own = try clouds.compactMap { try reader.snapshot(at: instant, cloud: $0) }
        guard clouds.count > 1, let newest = own.max(by: { $0.seq < $1.seq }) else { return last }
        // A recording of last week that was replayed today stands after today's snapshots.
        let shown = try reader.latestOfEach(upTo: newest.seq)
        guard Set(shown) == Set(own) else { throw QueryError.severalClouds(clouds, asking: text) }
        return newest
    }

    private func find(_ reader: Reader, cloud: String?, clock: LocalClock) throws -> SnapshotInfo? {
        switch base {
        case .latest: return try reader.latest(cloud: cloud)
        case .number(let seq): return try reader.snapshot(seq: seq, cloud: cloud)
        case .time(let words):
            guard let instant = PointInTime.read(words, clock: clock) else {
                throw QueryError(
                    .unknownSnapshot, "`\(words)` is no time that tombo understands.",
                    remedy: "Write it as @2026-05-12T14:00 (local time), with Z for UTC, or as @\"2 days ago\".")
            }
            if cloud == nil, back == 0 { return try moment(instant, reader) }
            return try reader.snapshot(at: instant, cloud: cloud)
        case .label(let label):
            let found = try reader.snapshots(labelled: label, cloud: cloud)
            guard found.count < 2 else {
                throw QueryError(
                    .ambiguousSnapshot,
                    "\(found.count) clouds have a snapshot called \(label): \(found.map(\.cloud).joined(separator: ", ")).",
                    remedy: "Choose one with --cloud.")
            }
            return found.first
        }
    }

    private func unknown(_ reader: Reader, cloud: String?) throws -> QueryError {
        guard let latest = try reader.latest(cloud: cloud) else {
            return QueryError(
                .unknownSnapshot, "The database has no snapshot yet.", remedy: "Run `tombo collect` first.")
        }
        if case .label(let label) = base, let near = Nearest.name(to: label, among: try reader.labels(cloud: cloud)) {
            return QueryError(
                .unknownSnapshot, "No snapshot is called \(label).", remedy: "Did you mean `\(near)`?")
        }
        if case .number(let seq) = base, let forgot = try reader.forgot(seq) {
            let near = try reader.snapshots(cloud: cloud).map(\.seq)
            let beside = [near.last { $0 < seq }, near.first { $0 > seq }].compactMap(\.self).map { "#\($0)" }
            return QueryError(
                .unknownSnapshot, "Snapshot #\(seq) was forgotten on \(forgot.at.iso8601).",
                remedy: "The nearest that are kept: \(beside.joined(separator: " and ")).")
        }
        if case .time = base, let first = try reader.snapshots(cloud: cloud).first {
            return QueryError(
                .unknownSnapshot, "There is no snapshot at or before \(text).",
                remedy: "The first one, #\(first.seq), was taken at \(first.finishedAt.iso8601).")
        }
        return QueryError(
            .unknownSnapshot, "There is no snapshot \(text).",
            remedy: "The newest is #\(latest.seq); list them with `tombo snapshots`.")
    }
}
