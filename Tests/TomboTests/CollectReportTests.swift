import Testing
import TomboQuery
import TomboRecords
import TomboStore
import TomboTestKit

@testable import tombo

@Suite("What collect reports")
struct CollectReportTests {
    private static let specs = Array(Catalog.specs.filter { $0.kind.hasPrefix("nova_") }.prefix(3))

    private func report(_ results: [Collection.Result], in store: Store) throws -> CollectReport {
        let collections = zip(Self.specs, results).map { spec, result in
            Collection(
                source: "openstack", spec: spec, result: result, cost: .init(requests: 1, bytes: 10, durationMs: 5))
        }
        let round = Round(
            cloud: "lab", startedAt: Instant(milliseconds: 0), finishedAt: Instant(milliseconds: 0),
            collections: collections)
        var report = CollectReport()
        let receipt = try store.save(round)
        let known = try StoreReader(path: store.path, specs: Catalog.specs).read {
            try $0.gaps(seq: receipt.snapshot.seq, cloud: "lab")
        }
        report.add(round, receipt, known: known)
        return report
    }

    private func lines(_ answer: Answer) -> [String] {
        let shown = ["service", "outcome", "kinds", "resources", "requests", "bytes", "duration_ms"]
        return answer.rows.map { row in
            shown.map { name in
                let value = answer.columns.firstIndex { $0.name == name }.map { row[$0] } ?? .null
                return value.text ?? value.integer.map(String.init) ?? "–"
            }.joined(separator: " ")
        }
    }

    @Test("has a line for each outcome of a service, and null for what nobody looked at")
    func outcomes() throws {
        let folder = try TemporaryFolder()
        let store = try Store(path: folder.file("t.db"), specs: Catalog.specs)
        let results: [Collection.Result] = [
            .complete([]), .failed(CollectError(.timedOut, "Slow.")), .skipped(reason: "Not asked."),
        ]
        let report = try report(results, in: store)
        #expect(
            lines(report.brief(onlyTroubles: false)) == [
                "nova complete 1 0 1 10 5", "nova failed 1 – 1 10 5", "nova skipped 1 – 1 10 5",
            ])
        #expect(lines(report.brief(onlyTroubles: true)) == ["nova failed 1 – 1 10 5"])
        #expect(report.answer.rows.count == 3, "programs get every kind")
        let resources = report.answer.columns.firstIndex { $0.name == "resources" } ?? 0
        #expect(report.answer.rows.map { $0[resources] } == [0, .null, .null])
    }

    @Test("has one line for a source that failed for one reason, and says when it was last whole")
    func whole() throws {
        let folder = try TemporaryFolder()
        let store = try Store(path: folder.file("t.db"), specs: Catalog.specs)
        _ = try report(Self.specs.map { _ in .complete([]) }, in: store)
        let refused = Self.specs.map { _ in Collection.Result.failed(CollectError(.unauthorized, "No login (req-1).")) }
        let report = try report(refused, in: store)
        #expect(lines(report.brief(onlyTroubles: true)) == ["all failed 3 – 3 30 5"])
        #expect(report.answer.gaps.count == 3 && report.brief(onlyTroubles: true).gaps.count == 3)
        #expect(report.answer.gaps.allSatisfy { $0.lastComplete?.seq == 1 })
    }
}
