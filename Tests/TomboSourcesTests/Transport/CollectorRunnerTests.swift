import InMemoryLogging
import Logging
import Synchronization
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

/// A kind of its own, as a collector needs a type for it.
private struct Disk: Record {
    var id: String
    var size: Int

    var values: [Value] { [Value(id), Value(size)] }

    static let spec = RecordSpec(
        kind: "test_disk", summary: "A disk.", key: ["id"], name: "id", brief: ["id"],
        columns: [
            Column("id", .text, .configuration, "Identity."),
            Column("size", .integer, .configuration, unit: "GiB", "Size."),
        ], examples: [])
}

/// Collects what a closure says.
private struct Scripted: Collector {
    typealias Client = FixtureTransport

    var script: @Sendable (FixtureTransport) async throws(CollectError) -> Listing<Disk>

    func collect(from client: FixtureTransport) async throws(CollectError) -> Listing<Disk> { try await script(client) }
}

@Suite("CollectorRunner")
struct CollectorRunnerTests {
    private let handler = InMemoryLogHandler()
    private let fixture = FixtureTransport([
        "GET /a": .json("[1]"), "GET /b": .json("[1,2]"), "GET /hang": .hang,
        "GET /secret": .failure(CollectError(.unreachable, "at http://u:Hunter22@h/")),
    ])

    private var logger: Logger {
        let handler = handler
        var logger = Logger(label: "test") { _ in handler }
        logger.logLevel = .debug
        return logger
    }

    private func entry(
        _ script: @escaping @Sendable (FixtureTransport) async throws(CollectError) -> Listing<Disk>
    ) -> CollectorEntry<FixtureTransport> { CollectorEntry(Scripted(script: script)) }

    private func listing(_ listing: Listing<Disk>) -> CollectorEntry<FixtureTransport> { entry { _ in listing } }

    private func run(
        _ entries: [CollectorEntry<FixtureTransport>], width: Int = 4, timing: Timing = .live,
        progress: (@Sendable (CollectorProgress) -> Void)? = nil
    ) async -> [Collection] {
        // An hour: on a busy machine half a minute passes before a task of ours has begun.
        let runner = CollectorRunner(
            width: width, deadline: .seconds(3600), timing: timing, logger: logger, progress: progress)
        return await runner.run(entries, source: "openstack", client: fixture)
    }

    private func failure(_ collection: Collection) -> CollectError? {
        if case .failed(let error) = collection.result { return error }
        return nil
    }

    @Test("each end becomes data, in the order of the entries, and none stops another")
    func outcomes() async {
        let collections = await run([
            entry { _ throws(CollectError) in throw CollectError(.forbidden, "no") },
            listing(.complete([Disk(id: "a", size: 1)])),
            listing(.partial([Disk(id: "b", size: 1)], reason: "page 2 is missing")), listing(.complete([])),
        ])
        #expect(collections.map(\.outcome) == [.failed, .complete, .partial, .complete])
        #expect(failure(collections[0])?.code == .forbidden)
        #expect(collections.map { $0.rows.map(\.key) } == [[], ["a"], ["b"], []])
        #expect(collections.allSatisfy { $0.source == "openstack" && $0.spec.kind == "test_disk" })
    }

    @Test("no more run side by side than the width allows, and that many do", arguments: [1, 3])
    func width(width: Int) async {
        let gauge = Gauge()
        let entries = (0..<9).map { _ in
            entry { _ in
                gauge.enter()
                // Others get their turn: those that may come in, and those that may not.
                for _ in 0..<500 { await Task.yield() }
                gauge.leave()
                return .complete([])
            }
        }
        _ = await run(entries, width: width)
        #expect(gauge.most == width)
    }

    @Test(
        "a hung collector is timed out at the deadline, heeding its cancellation or not, and others keep their results")
    func hung() async throws {
        let timing = ManualTiming(holding: true)
        let collections = await run(
            [
                entry { client throws(CollectError) in
                    _ = try await client.send(HTTPRequest("http://h/hang"))
                    return .complete([])
                },
                entry { _ in
                    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
                    return .complete([])
                }, listing(.complete([Disk(id: "a", size: 1)])),
            ], timing: timing.timing,
            progress: { progress in if case .finished(_, _, .complete, _, _) = progress { timing.release() } })
        #expect(collections.map(\.outcome) == [.failed, .failed, .complete])
        for error in [failure(collections[0]), failure(collections[1])] {
            #expect(error?.code == .timedOut)
            #expect(error?.message == "test_disk was not read in full within the 3600 s that source `openstack` has.")
        }
    }

    @Test("a collector that has not begun at the deadline is timed out without being asked")
    func notBegun() async {
        let timing = ManualTiming(holding: true)
        let fixture = fixture
        let collections = await run(
            [
                entry { _ in
                    timing.advance(.seconds(3601))
                    return .complete([])
                },
                entry { client throws(CollectError) in
                    _ = try await client.send(HTTPRequest("http://h/a"))
                    return .complete([])
                },
            ], width: 1, timing: timing.timing)
        #expect(collections.map(\.outcome) == [.complete, .failed])
        #expect(failure(collections[1])?.code == .timedOut && fixture.asked.isEmpty)
    }

    @Test("an interruption ends every collector, and says so")
    func interrupted() async {
        let (fixture, hang) = (
            fixture,
            entry { client throws(CollectError) in
                _ = try await client.send(HTTPRequest("http://h/hang"))
                return .complete([])
            }
        )
        let running = Task { await run([hang, hang]) }
        while fixture.asked.count < 2 { await Task.yield() }
        running.cancel()
        #expect(await running.value.map { failure($0)?.code } == [.cancelled, .cancelled])
    }

    @Test("the cost is what that collector asked, side by side with others")
    func cost() async {
        let timing = ManualTiming(holding: true)
        let collections = await run(
            [
                entry { client throws(CollectError) in
                    _ = try await client.send(HTTPRequest("http://h/a"))
                    _ = try await client.send(HTTPRequest("http://h/b"))
                    return .complete([])
                },
                entry { client throws(CollectError) in
                    async let one = client.send(HTTPRequest("http://h/a"))
                    async let failed = client.send(HTTPRequest("http://h/missing"))
                    _ = try? await (one, failed)
                    timing.advance(.milliseconds(1500))
                    return .complete([])
                },
            ], width: 1, timing: timing.timing)
        #expect(collections[0].cost == CollectionCost(requests: 2, bytes: 8, durationMs: 0))
        #expect(collections[1].cost == CollectionCost(requests: 1, bytes: 3, durationMs: 1500))
    }

    @Test("the same row twice is one row, and the listing stays complete")
    func duplicates() async {
        let (a, b) = (Disk(id: "a", size: 1), Disk(id: "b", size: 2))
        let collections = await run([listing(.complete([a, b, a, b]))])
        #expect(collections[0].outcome == .complete && collections[0].rows.map(\.key) == ["a", "b"])
    }

    @Test("two rows of a key that differ make the listing partial, and the first stays")
    func differing() async throws {
        let rows = ["a", "b", "c", "d", "e"].flatMap { [Disk(id: $0, size: 1), Disk(id: $0, size: 2)] }
        let collections = await run([
            listing(.complete(Array(rows.prefix(2)))), listing(.partial(rows, reason: "Page 2 is missing.")),
        ])
        guard case .partial(let kept, let reason) = collections[0].result,
            case .partial(_, let more) = collections[1].result
        else {
            Issue.record("a listing that changed while it was read was taken for complete")
            return
        }
        #expect(kept == [try Disk(id: "a", size: 1).row()])
        #expect(reason == "test_disk `a` came twice with different values: the listing changed while it was read.")
        #expect(
            more == "Page 2 is missing. test_disk `a`, `b`, `c` and 2 more came twice with different values: "
                + "the listing changed while it was read.")
    }

    @Test("progress tells each beginning and end")
    func progress() async {
        let log = Log()
        _ = await run(
            [
                listing(.complete([Disk(id: "a", size: 1)])),
                entry { _ throws(CollectError) in throw CollectError(.forbidden, "no") },
            ],
            width: 1, timing: ManualTiming(holding: true).timing,
            progress: { progress in
                switch progress {
                case .started(let source, let kind): log.add("\(source) \(kind) started")
                case .finished(_, let kind, let outcome, let count, let cost):
                    log.add("\(kind) \(outcome) \(count) \(cost.requests)")
                }
            })
        #expect(
            log.lines == [
                "openstack test_disk started", "test_disk complete 1 0", "openstack test_disk started",
                "test_disk failed 0 0",
            ])
    }

    @Test("each end is logged at its level, with a message that never varies, and without secrets")
    func logs() async throws {
        let collections = await run(
            [
                listing(.complete([Disk(id: "a", size: 1)])),
                listing(.partial([], reason: "token=Hunter22 was refused")),
                entry { client throws(CollectError) in
                    _ = try await client.send(HTTPRequest("http://h/secret"))
                    return .complete([])
                },
            ], width: 1, timing: ManualTiming(holding: true).timing)
        let entries = handler.entries
        #expect(entries.map(\.level) == [.debug, .warning, .error])
        #expect(entries.map { "\($0.message)" } == ["collected", "collected a part", "collector failed"])
        #expect(entries[0].metadata[LogKeys.collector] == "test_disk" && entries[0].metadata[LogKeys.count] == "1")
        #expect(entries[1].metadata[LogKeys.reason] == "token=<redacted> was refused")
        #expect(entries[2].metadata[LogKeys.errorCode] == "unreachable")
        #expect(!"\(entries)".contains("Hunter22"))
        #expect(failure(collections[2])?.message == "at http://u:<redacted>@h/", "errors are stored and printed too")
    }
}

/// How many are in, and how many ever were at once.
private final class Gauge: Sendable {
    private let state = Mutex((now: 0, most: 0))

    var most: Int { state.withLock(\.most) }

    func enter() {
        state.withLock { state in
            state.now += 1
            state.most = max(state.most, state.now)
        }
    }

    func leave() { state.withLock { $0.now -= 1 } }
}

/// Lines in the order in which they came.
private final class Log: Sendable {
    private let state = Mutex<[String]>([])

    var lines: [String] { state.withLock { $0 } }

    func add(_ line: String) { state.withLock { $0.append(line) } }
}
