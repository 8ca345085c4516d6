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

    /// - Throws: ``QueryError`` `unknownSnapshot` or `ambiguousSnapshot`.
    func resolve(_ reader: Reader, cloud: String?, clock: LocalClock) throws -> SnapshotInfo {
        guard let found = try find(reader, cloud: cloud, clock: clock) else { throw try unknown(reader, cloud: cloud) }
        guard back > 0 else { return found }
        let earlier = try reader.snapshots(cloud: cloud).filter { $0.seq < found.seq }
        guard earlier.count >= back else {
            throw QueryError(
                .unknownSnapshot, "There are only \(earlier.count) snapshots before #\(found.seq).",
                remedy: "List them with `tombo snapshots`.")
        }
        return earlier[earlier.count - back]
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
