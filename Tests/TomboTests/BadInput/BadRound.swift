import Foundation
import Logging
import Synchronization
import TomboQuery
import TomboRecords
import TomboSources
import TomboStore
import TomboTestKit

@testable import tombo

/// Collects twice, once from a good cloud and once from a bad one, by the same
/// types as the command, and looks at what is kept.
struct BadRound {
    static let specs = Catalog.specs.filter { LoopbackCloud.kinds.contains($0.kind) }

    let input: BadInput
    let folder: TemporaryFolder
    let store: Store

    init(_ input: BadInput) throws {
        self.input = input
        folder = try TemporaryFolder()
        store = try Store(path: folder.file("tombo.db"), specs: Catalog.specs)
    }

    func run() async throws -> BadOutcome {
        if case .program(let prepare) = input.fault { return try await Scene(folder, store).run(prepare) }
        let good = LoopbackCloud()
        _ = try store.save(try await LoopbackServer.with(answer: good.answer) { try await round($0.url, .init()) })
        do {
            let round = try await badRound()
            if case .store(let spoil) = input.fault { try spoil(store) }
            let receipt = try store.save(round)
            return try outcome(of: round, receipt)
        } catch {
            guard let (status, text) = Failure.describe(error) else { throw error }
            let lines = text.components(separatedBy: "\nHint: ")
            var outcome = BadOutcome(status: status, says: lines[0], hint: lines.dropFirst().first)
            try look(&outcome)
            return outcome
        }
    }

    private func badRound() async throws -> Round {
        var cloud = LoopbackCloud()
        var certificate: (server: TestCertificate?, file: String?) = (nil, nil)
        switch input.fault {
        case .address(let url): return try await round(url, input.settings)
        case .silence:
            let silent = try SilentPort()
            defer { withExtendedLifetime(silent) {} }
            return try await round("http://127.0.0.1:\(silent.port)", input.settings)
        case .cloud(let change): change(&cloud)
        case .store: cloud.servers += (1...400).map { "more\($0)" }
        case .tls(let wrong): certificate = try TLSCase.certificate(wrong)
        case .answer, .program: break
        }
        let (tally, fault) = (Tally(), input.fault)
        return try await LoopbackServer.with(
            certificate: certificate.server,
            answer: { [cloud] request in
                if case .answer(let spoil) = fault, let bad = spoil(request, tally) { return bad }
                return cloud.answer(request)
            }
        ) { server in
            let url = certificate.file == nil ? server.url : "https://127.0.0.1:\(server.port)"
            return try await round(url, input.settings, caFile: certificate.file)
        }
    }

    /// What `collect` does, with limits that a test can set.
    private func round(_ url: String, _ settings: BadInput.Settings, caFile: String? = nil) async throws -> Round {
        var environment = [
            "OS_AUTH_URL": url, "OS_USERNAME": "admin", "OS_PASSWORD": "correct-horse", "OS_PROJECT_NAME": "admin",
        ]
        environment["OS_CACERT"] = caFile
        let found = try OpenStackCredentialSearch(
            cloud: "lab", environment: environment, workingDirectory: folder.path, homeDirectory: folder.path,
            systemDirectory: folder.path
        ).find()
        let source = OpenStackSource(
            configuration: found.configuration, kinds: LoopbackCloud.kinds, limits: settings.limits)
        let transport = TransportSettings(
            version: "0", trust: found.configuration.trust, connectTimeout: settings.connectTimeout,
            requestDeadline: settings.requestDeadline, bodyLimit: settings.bodyLimit)
        let policy = RetryPolicy(tries: settings.tries, base: .milliseconds(1))
        let started = Instant.now
        let collections = try await withLiveTransport(transport) { live in
            await source.collect(
                with: SourceMeans(
                    transport: RetryingTransport(live, policy: policy),
                    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, deadline: settings.deadline))
        }
        return Round(cloud: "lab", startedAt: started, finishedAt: .now, collections: collections)
    }

    private func outcome(of round: Round, _ receipt: SnapshotReceipt) throws -> BadOutcome {
        var report = CollectReport()
        report.add(round, receipt)
        var outcome = BadOutcome(status: report.status, says: "", hint: report.remedy)
        // As the database says it, which is what people see later.
        let sql = "SELECT outcome, code, reason FROM collection WHERE seq = ? AND kind = ?"
        let row = try StoreReader(path: store.path, specs: Catalog.specs).read {
            try $0.rows(sql, [.integer(receipt.snapshot.seq), .text(input.kind)]).first ?? []
        }
        outcome.outcome = row.first?.text.flatMap(CollectionOutcome.init)
        outcome.code = row.dropFirst().first?.text
        outcome.says = row.dropFirst(2).first?.text ?? ""
        try look(&outcome)
        return outcome
    }

    private func keys(_ answer: Answer) -> Set<[Value]> {
        let key = Self.specs.first { $0.kind == input.kind }?.key ?? []
        let places = answer.columns.indices.filter { key.contains(answer.columns[$0].name) }
        return Set(answer.rows.map { row in places.map { row[$0] } })
    }

    /// What `list` and `diff` say afterwards.
    private func look(_ outcome: inout BadOutcome) throws {
        let archive = try Archive(path: store.path, specs: Catalog.specs, clock: LocalClock(now: .now))
        let first = try archive.answer(ListQuestion(kind: input.kind), at: SnapshotReference("#1"))
        let before = keys(first)
        outcome.before = before.count
        outcome.after = before.intersection(keys(try archive.answer(ListQuestion(kind: input.kind)))).count
        for spec in Self.specs {
            outcome.gaps += try archive.answer(ListQuestion(kind: spec.kind)).gaps.map(\.kind)
        }
        let diff = try archive.answer(DiffQuestion(from: SnapshotReference("#1")))
        outcome.gone = diff.rows.filter { $0[0] == "-" }.compactMap { $0[3].text }
        let snapshots = try archive.moment { try $0.reader.rows("SELECT count(*) FROM snapshot") }
        outcome.snapshots = (1, Int(snapshots[0][0].integer ?? 0))
    }
}

/// Runs each input once, whoever asks for its outcome.
actor BadRuns {
    static let shared = BadRuns()
    private var runs: [String: Task<BadOutcome, any Error>] = [:]

    func outcome(of input: BadInput) async throws -> BadOutcome {
        let run = runs[input.name] ?? Task { try await BadRound(input).run() }
        runs[input.name] = run
        return try await run.value
    }
}
