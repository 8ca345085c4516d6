import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

/// The ends of days, against a reference that looks at every snapshot and every run.
@Suite("Ends of days")
struct DailyHistoryTests {
    private static let day = 86_400.0
    private let start = Instant(milliseconds: 1_700_000_000_000)

    /// As the rule says, one snapshot after the other.
    private func reference(
        _ reader: Reader, kind: String, since: Instant, upTo seq: Int64
    ) throws -> [DayEnd] {
        let snapshots = try reader.snapshots(cloud: "lab").filter { $0.seq <= seq && $0.finishedAt >= since }
        let runs = try reader.collectionRuns(cloud: "lab").filter { $0.kind == kind }
        var ends: [Int: [String: Int64]] = [:]
        for snapshot in snapshots {
            for run in runs where run.outcome == .complete && run.first <= snapshot.seq && snapshot.seq <= run.last {
                let day = Int(snapshot.finishedAt.milliseconds / 86_400_000)
                ends[day, default: [:]][run.source] = max(ends[day]?[run.source] ?? 0, snapshot.seq)
            }
        }
        let sources = Set(runs.map(\.source))
        return ends.filter { Set($0.value.keys) == sources }
            .map { DayEnd(day: $0.key, seq: $0.value.values.min() ?? 0) }.sorted { $0.day < $1.day }
    }

    @Test("are those of every snapshot and run, whatever failed, was left out, or was misdated", arguments: Seed.some)
    func oracle(_ seed: Seed) throws {
        var random = seed
        let store = try TestStore()
        var clock = start
        for step in 0..<120 {
            clock = clock.advanced(bySeconds: Double.random(in: 600...18_000, using: &random))
            // Now and then a clock is a month off, in either direction.
            let isOff = Int.random(in: 0..<15, using: &random) == 0
            let off = isOff ? Double.random(in: -30...30, using: &random) * Self.day : 0
            let moment = clock.advanced(bySeconds: off)
            let cloud = Int.random(in: 0..<5, using: &random) == 0 ? "other" : "lab"
            _ = try store.store.save(
                Round(
                    cloud: cloud, label: nil, startedAt: moment, finishedAt: moment.advanced(bySeconds: 2),
                    collections: try RandomRounds.collections(step: step, using: &random)))
        }
        try store.reader().read { reader in
            var found = 0
            for days in [1.0, 3, 7, 1000] {
                for seq in [Int64(1), 40, 80, 120] {
                    let since = clock.advanced(bySeconds: -days * Self.day)
                    let snapshots = try reader.datedSnapshots(cloud: "lab", since: since, upTo: seq)
                    for kind in TestKinds.all.map(\.kind) {
                        let expected = try reference(reader, kind: kind, since: since, upTo: seq)
                        #expect(try reader.dayEnds(kind: kind, in: snapshots) == expected, "\(seed) \(kind) \(days)")
                        found += expected.count
                    }
                }
            }
            #expect(found > 20)
        }
    }

    @Test("cost the window, not the years before it")
    func cost() throws {
        let store = try TestStore()
        try store.save([try things(["a": 1])])
        let first = try #require(try store.reader().read { try $0.latest() })
        // Two years of five-minute polls, in which a second source alternates between asked and not due.
        let polls = 210_000
        try store.store.pool.write { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(polls))
                    INSERT INTO snapshot (seq, cloud_id, started_at, finished_at, resources, changes, chain)
                    SELECT ? + i, s.cloud_id, s.started_at + i * 300000, s.finished_at + i * 300000, 1, 0, zeroblob(32)
                    FROM n, snapshot s WHERE s.seq = ?
                    """, arguments: [first.seq, first.seq])
            try db.execute(
                sql: """
                    INSERT INTO collection_run (collector_id, first_seq, last_seq, outcome, reason)
                    SELECT (SELECT id FROM collector), seq, seq, CASE seq % 2 WHEN 0 THEN 'complete' ELSE 'skipped' END,
                      CASE seq % 2 WHEN 0 THEN NULL ELSE 'not due' END
                    FROM snapshot WHERE seq > ?
                    """, arguments: [first.seq])
        }
        try store.reader().read { reader in
            let last = try #require(try reader.latest())
            let since = last.finishedAt.advanced(bySeconds: -7 * Self.day)
            var steps = 0
            let snapshots = try Self.counting(reader, &steps) {
                try reader.datedSnapshots(cloud: "lab", since: since, upTo: last.seq)
            }
            let ends = try Self.counting(reader, &steps) { try reader.dayEnds(kind: "test_thing", in: snapshots) }
            #expect(ends.count == 8 && ends.last?.seq == last.seq - last.seq % 2)
            // A week and the week that tells a wrong clock: about 4,000 snapshots and 1,000 runs, of 210,000.
            #expect(steps < 200_000, "\(steps) steps of SQLite's machine")
        }
    }

    /// Adds the steps of SQLite's machine that `body` takes, in hundreds.
    private static func counting<Output>(
        _ reader: Reader, _ steps: inout Int, _ body: () throws -> Output
    ) throws -> Output {
        let counter = StepCounter(reader.db)
        defer { steps += counter.end() }
        return try body()
    }
}
