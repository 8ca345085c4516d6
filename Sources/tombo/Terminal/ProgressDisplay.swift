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

    @Sendable func report(_ progress: CollectorProgress) {
        let line = tallies.withLock { tallies -> String in
            switch progress {
            case .started(let source, let kind): tallies[source, default: Tally()].running.append(kind)
            case .finished(let source, let kind, _, let count, _):
                tallies[source]?.running.removeAll { $0 == kind }
                tallies[source]?.finished += 1
                tallies[source]?.resources += count
            }
            return tallies.keys.sorted().map { source in
                let tally = tallies[source] ?? Tally()
                let running = tally.running.prefix(3).joined(separator: ", ") + (tally.running.count > 3 ? " …" : "")
                return "\(source): \(tally.finished) kinds, \(tally.resources) resources"
                    + (running.isEmpty ? "" : "; reading \(running)")
            }.joined(separator: "  ")
        }
        StandardError.write("\r\u{1b}[K" + line)
    }

    func clear() { StandardError.write("\r\u{1b}[K") }
}
