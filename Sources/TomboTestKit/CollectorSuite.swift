import Foundation
public import Logging
public import Testing
import TomboRecords
public import TomboSources

/// What every collector must do, checked in one call.
///
/// A test hands over how the source answers when all is well; the suite
/// spoils one answer at a time and looks at what becomes of the listing.
public struct CollectorSuite<Client: Sendable>: Sendable {
    /// How the source answers, and where the parts that matter are.
    public struct Conversation: Sendable {
        /// Bodies by ``FixtureTransport`` key.
        public var answers: [String: String]
        /// Status and headers of an answer where they are not 200 and none.
        public var heads: [String: (status: Int, headers: HTTPHeaders)]
        /// The answer that begins the listing, and its member with the items.
        public var listing: (key: String, member: String)
        /// An answer without which the listing is partial: a second page, or
        /// the document of one resource of many.
        public var later: String?
        /// Rows in all, and those that are left without `later`.
        public var count: (all: Int, withoutLater: Int)
        /// Fields that must be there and of their type: an answer's key and a
        /// path as the error spells it, `servers[0].flavor.vcpus`.
        public var required: [(key: String, path: String)]
        /// Texts that no log line and no error may hold.
        public var secrets: [String]

        public init(
            answers: [String: String], heads: [String: (status: Int, headers: HTTPHeaders)] = [:],
            listing: (key: String, member: String), later: String? = nil, count: (all: Int, withoutLater: Int),
            required: [(key: String, path: String)], secrets: [String]
        ) {
            self.answers = answers
            self.heads = heads
            self.listing = listing
            self.later = later
            self.count = count
            self.required = required
            self.secrets = secrets
        }
    }

    let entry: CollectorEntry<Client>
    let conversation: Conversation
    let client: @Sendable (any Transport, Logger) -> Client
    let location: SourceLocation
    let log = LogRecorder()

    public init(
        _ entry: CollectorEntry<Client>, _ conversation: Conversation,
        sourceLocation: SourceLocation = #_sourceLocation,
        client: @escaping @Sendable (any Transport, Logger) -> Client
    ) {
        self.entry = entry
        self.conversation = conversation
        self.client = client
        location = sourceLocation
    }

    /// Runs every check; each failure names its kind and what was tried.
    public func run() async throws {
        checkSpec()
        let whole = try await checkWhole()
        await checkUnknownFields(whole)
        await checkRequiredFields()
        await checkEmptyListing()
        await checkLaterFailure()
        await checkRefusals()
        await checkBrokenBodies()
        checkSecrets(log.text, "the log")
    }
}

extension CollectorSuite {
    private func checkSpec() {
        let spec = entry.spec
        expect(!spec.examples.isEmpty, "has an example")
        expect(spec.summary.hasSuffix("."), "has a summary that is a sentence")
        for column in spec.columns {
            let isSnake = column.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }
            expect(isSnake, "`\(column.name)` is snake_case")
            expect(column.summary.hasSuffix("."), "the summary of `\(column.name)` ends with a full stop")
        }
    }

    private func checkWhole() async throws -> [RecordRow] {
        let outcome = await collect(conversation.answers)
        guard case .success(.complete(let rows)) = outcome else {
            fail("decodes its fixture whole, but gave \(outcome)")
            return []
        }
        expect(rows.count == conversation.count.all, "decodes \(conversation.count.all) rows, but gave \(rows.count)")
        expect(Set(rows.map(\.key)).count == rows.count, "has unique keys")
        expect(
            rows.allSatisfy { $0.values.count == entry.spec.columns.count }, "has a value for each column")
        for index in entry.spec.columns.indices where rows.allSatisfy({ $0.values[index].isNull }) {
            fail("`\(entry.spec.columns[index].name)` is null in every row of the fixture: it proves nothing")
        }
        return rows
    }

    private func checkUnknownFields(_ whole: [RecordRow]) async {
        var answers = conversation.answers
        for (key, body) in answers {
            if let value = Value(json: body) { answers[key] = value.withUnknownFields.json }
        }
        guard case .success(.complete(let rows)) = await collect(answers) else {
            return fail("ignores fields it does not know")
        }
        expect(rows == whole, "gives the same rows with fields it does not know")
    }

    private func checkRequiredFields() async {
        for (key, path) in conversation.required {
            let what = "`\(path)` of \(key)"
            guard let body = conversation.answers[key].flatMap({ Value(json: $0) }), !body.at(path).isNull else {
                fail("\(what) is not in the fixture")
                continue
            }
            let wrong = Value.object([.init("wrong", .bool(true))])
            for (name, replacement) in [("missing", Value?.none), ("wrong", wrong)] {
                // In the first answer it fails; later on it may cost a part only.
                let outcome = await collect([key: body.replacing(path, by: replacement).json])
                switch outcome {
                case .failure(let error):
                    expect(error.code == .malformedAnswer, "\(what) \(name) is malformed_answer, not \(error.code)")
                    expect(error.message.contains(path), "\(what) \(name) is named: \(error.message)")
                case .success(.partial(_, let reason)):
                    expect(reason.contains(path), "\(what) \(name) is named: \(reason)")
                case .success(.complete(let rows)):
                    fail("\(what) \(name) is an error, but gave \(rows.count) rows")
                }
            }
        }
    }

    private func checkEmptyListing() async {
        let (key, member) = conversation.listing
        let outcome = await collect([key: "{\"\(member)\": []}"])
        guard case .success(.complete(let rows)) = outcome else {
            return fail("takes an empty listing for complete, but gave \(outcome)")
        }
        expect(rows.isEmpty, "an empty listing has no rows")
    }

    private func checkLaterFailure() async {
        guard let later = conversation.later else { return }
        let failures: [FixtureTransport.Answer] = [
            .json("{\"error\": {\"message\": \"it broke\"}}", status: 500),
            .failure(CollectError(.timedOut, "it broke: no answer in time.")),
        ]
        for failure in failures {
            let outcome = await collect([:], spoiled: [later: failure])
            guard case .success(.partial(let rows, let reason)) = outcome else {
                fail("is partial when \(later) fails, but gave \(outcome)")
                continue
            }
            expect(rows.count == conversation.count.withoutLater, "keeps what came, but has \(rows.count) rows")
            expect(reason.contains("it broke"), "says why it is partial: \(reason)")
        }
    }

    private func checkRefusals() async {
        for (status, code) in [(401, CollectError.Code.unauthorized), (403, .forbidden), (500, .serverError)] {
            let refusal = FixtureTransport.Answer.json("{\"error\": {\"message\": \"no\"}}", status: status)
            let outcome = await collect([:], spoiled: [conversation.listing.key: refusal])
            guard case .failure(let error) = outcome else {
                fail("fails on \(status), but gave \(outcome)")
                continue
            }
            expect(error.code == code, "says \(code) on \(status), not \(error.code)")
            expect(error.remedy != nil, "has a remedy on \(status)")
        }
    }

    private func checkBrokenBodies() async {
        let key = conversation.listing.key
        let body = conversation.answers[key] ?? ""
        for broken in [String(body.prefix(body.count / 2)), "<html><title>Welcome</title></html>", "", "[]"] {
            let outcome = await collect([key: broken])
            guard case .failure(let error) = outcome else {
                fail("fails on the body \(broken.prefix(30).debugDescription), but gave \(outcome)")
                continue
            }
            expect(error.code == .malformedAnswer, "says malformed_answer on a broken body, not \(error.code)")
        }
    }
}

extension CollectorSuite {
    private typealias Outcome = Result<Listing<RecordRow>, CollectError>

    /// Collects with the answers of the fixture, some of them replaced.
    private func collect(
        _ changed: [String: String], spoiled: [String: FixtureTransport.Answer] = [:]
    ) async -> Outcome {
        var answers: [String: FixtureTransport.Answer] = [:]
        for (key, body) in conversation.answers.merging(changed, uniquingKeysWith: { $1 }) {
            let head = conversation.heads[key] ?? (200, [:])
            answers[key] = .json(body, status: head.status, headers: head.headers)
        }
        answers.merge(spoiled) { $1 }
        let logger = Logger(label: "suite") { _ in log }
        do throws(CollectError) {
            let listing = try await entry.collect(client(FixtureTransport(answers), logger))
            if case .partial(_, let reason) = listing { checkSecrets(reason, "a reason") }
            return .success(listing)
        } catch {
            checkSecrets(error.description, "an error")
            return .failure(error)
        }
    }

    private func checkSecrets(_ text: String, _ place: String) {
        for secret in conversation.secrets where text.contains(secret) { fail("keeps its secrets out of \(place)") }
    }

    private func expect(_ condition: Bool, _ what: String) { if !condition { fail(what) } }

    private func fail(_ what: String) {
        Issue.record("\(entry.spec.kind): expected that it \(what).", sourceLocation: location)
    }
}
