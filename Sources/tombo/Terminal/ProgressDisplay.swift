import Synchronization
import TomboRecords
import TomboSources

/// One line on a terminal that says how far the sources are; gone when they
/// are done. Never written anywhere but to a terminal.
final class ProgressDisplay: Sendable {
    private struct Tally {
        var running: [String] = []
        var finished = 0
        var resources = 0
    }

    private let tallies = Mutex<[String: Tally]>([:])

    /// A reporter for one cloud; `cloud` is nil where there is but one.
    func reporter(for cloud: String?) -> @Sendable (CollectorProgress) -> Void {
        { self.report($0, cloud.map { "\($0)/" } ?? "") }
    }

    private func report(_ progress: CollectorProgress, _ prefix: String) {
        let line = tallies.withLock { tallies -> String in
            switch progress {
            case .started(let name, let kind): tallies[prefix + name, default: Tally()].running.append(kind)
            case .finished(let name, let kind, _, let count, _):
                let source = prefix + name
                tallies[source]?.running.removeAll { $0 == kind }
                tallies[source]?.finished += 1
                tallies[source]?.resources += count
            }
            return tallies.keys.sorted().map { source in
                let tally = tallies[source] ?? Tally()
                let running = tally.running.prefix(3).joined(separator: ", ") + (tally.running.count > 3 ? " …" : "")
                return "\(source): \(Self.count(tally.finished, "kind")), \(Self.count(tally.resources, "resource"))"
                    + (running.isEmpty ? "" : "; reading \(running)")
            }.joined(separator: "  ")
        }
        // A line that wraps could not be wiped away again.
        StandardError.write("\r\u{1b}[K" + line.prefix(max(1, (Terminal.errorWidth ?? 80) - 1)))
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    func clear() { StandardError.write("\r\u{1b}[K") }
}
