import Foundation
import Logging
import Synchronization
import Testing
import TomboRecords
import TomboStore
import TomboTestKit

@testable import TomboSources

/// Spoiled answers through every collector and into the store.
///
/// Here a few hundred rounds; `scripts/fuzz-answers` has thousands.
@Suite("Answers spoiled by chance")
struct AnswerFuzzTests {
    /// Seeds, and rounds for each: `TOMBO_FUZZ=FIRST,SEEDS,ROUNDS` has others.
    private static let extent: (seeds: [Seed], rounds: Int) = {
        let words = ProcessInfo.processInfo.environment["TOMBO_FUZZ"]?.split(separator: ",").compactMap { UInt64($0) }
        guard let words, words.count == 3 else { return (Array(Seed.some.prefix(15)), 16) }
        return ((words[0]..<(words[0] + words[1])).map { Seed($0) }, Int(words[2]))
    }()

    @Test("never end the program, and never delete what a complete listing did not lack", arguments: extent.seeds)
    func rounds(seed: Seed) async throws {
        let folder = try TemporaryFolder()
        let store = try Store(path: folder.file("tombo.db"), specs: OpenStackCatalog.specs)
        var mutation = Mutation(seed)
        let good = try Self.answers()
        try await Self.save(good, in: store)
        for number in 1...Self.extent.rounds {
            var answers = good
            var bodies = Served()
            for _ in 0..<Int.random(in: 1...4, using: &mutation.seed) {
                guard let key = good.keys.sorted().randomElement(using: &mutation.seed), let body = good[key] else {
                    continue
                }
                bodies.spoiled[key] = mutation.spoiled(body)
            }
            for key in bodies.spoiled.keys { answers[key] = nil }
            let before = try Self.alive(store)
            let transport = try Self.transport(answers, bodies.spoiled)
            let collections = try await Self.save(transport, in: store)
            try Self.check(
                gone: before, store, collections, bodies.identities(of: transport, good), "\(seed), round \(number)")
            if mutation.seed.chance(50) { try await Self.save(good, in: store) }
        }
        let breaks = try store.verifyChain()
        #expect(breaks.isEmpty, "\(seed): \(breaks)")
    }

    /// What is gone was lacking in a complete listing, and in every body that
    /// the kind was read from.
    private static func check(
        gone before: [String: Set<String>], _ store: Store, _ collections: [Collection],
        _ served: [String: Set<String>],
        _ place: String
    ) throws {
        let after = try alive(store)
        #expect(collections.map(\.spec) == OpenStackCatalog.specs, "\(place)")
        for collection in collections {
            let kind = collection.spec.kind
            let gone = (before[kind] ?? []).subtracting(after[kind] ?? [])
            if gone.isEmpty { continue }
            #expect(
                collection.outcome == .complete, "\(place): \(kind) lost \(gone) in a \(collection.outcome) listing")
            #expect(gone.isDisjoint(with: collection.rows.map(\.key)), "\(place): \(kind)")
            guard collection.spec.key.count == 1 else { continue }
            #expect(gone.isDisjoint(with: served[kind] ?? []), "\(place): \(kind) lost \(gone), which was answered")
        }
    }

    private struct Served {
        var spoiled: [String: FixtureTransport.Answer] = [:]

        /// Identities of the rows that each kind's own fixtures gave this round.
        func identities(of transport: FixtureTransport, _ good: [String: String]) -> [String: Set<String>] {
            var identities: [String: Set<String>] = [:]
            for key in transport.askedKeys {
                guard let name = Lab.fixtures[key], let kind = name.split(separator: "-").first,
                    let column = OpenStackCatalog.specs.first(where: { $0.kind == kind })?.key.first
                else { continue }
                var body = good[key]
                if let answer = spoiled[key] {
                    guard case .response(let response) = answer else { continue }
                    body = String(decoding: response.body, as: UTF8.self)
                }
                guard case .object(let fields) = body.flatMap({ Value(json: $0) }) else { continue }
                let rows = fields.flatMap(\.value.elements)
                identities[String(kind), default: []].formUnion(rows.compactMap { $0[column].text })
            }
            return identities
        }
    }

    private static func answers() throws -> [String: String] {
        var answers = try Lab.fixtures.mapValues { try Lab.fixture($0) }
        answers[Lab.signInKey] = try Lab.fixture("token-admin")
        return answers
    }

    private static func transport(
        _ good: [String: String], _ spoiled: [String: FixtureTransport.Answer]
    ) throws -> FixtureTransport {
        var answers: [String: FixtureTransport.Answer] = good.mapValues { .json($0) }
        if let token = good[Lab.signInKey] {
            answers[Lab.signInKey] = .json(token, status: 201, headers: ["X-Subject-Token": "t"])
        }
        return FixtureTransport(answers.merging(spoiled) { $1 })
    }

    @discardableResult
    private static func save(_ good: [String: String], in store: Store) async throws -> [Collection] {
        try await save(try transport(good, [:]), in: store)
    }

    private static func save(_ transport: FixtureTransport, in store: Store) async throws -> [Collection] {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let collections = await OpenStackSource(configuration: Lab.configuration).collect(
            with: SourceMeans(transport: transport, logger: logger))
        let now = Instant(milliseconds: 1_795_000_000_000)
        _ = try store.save(Round(cloud: "lab", startedAt: now, finishedAt: now, collections: collections))
        return collections
    }

    /// Keys of what is alive, by kind.
    private static func alive(_ store: Store) throws -> [String: Set<String>] {
        try StoreReader(path: store.path, specs: OpenStackCatalog.specs).read { reader in
            var alive: [String: Set<String>] = [:]
            for spec in OpenStackCatalog.specs {
                let sql = "SELECT r.key FROM \(spec.kind) v JOIN resource r ON r.id = v.resource_id"
                alive[spec.kind] = Set(try reader.rows(sql).compactMap(\.[0].text))
            }
            return alive
        }
    }
}
