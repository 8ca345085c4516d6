import HTTPTypes
import Hummingbird
import NIOCore
import TomboQuery
import TomboRecords
import TomboRender

/// Everything that is answered over HTTP: from the database and from memory, never from a source.
struct HTTPRoutes: Sendable {
    let pool: ArchivePool
    let revisions: RevisionWatch
    let specs: [RecordSpec]
    let answerWithin: Duration
    /// The configuration as it is now.
    let settings: @Sendable () -> AnswerSettings
    let metrics: @Sendable () -> ByteBuffer
    let readiness: @Sendable () async -> Readiness
    let cache = AnswerCache()
    let budget = SendBudget()

    static let plain = "text/plain; charset=utf-8"
    static let json = OutputFormat.json.mediaType

    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.middlewares.add(RequestGuard())
        router.get("healthz") { _, _ in Self.respond(.ok, "ok\n", Self.plain) }
        router.get("readyz") { _, _ in
            let readiness = await readiness()
            return Self.respond(readiness.isReady ? .ok : .serviceUnavailable, readiness.json, Self.json)
        }
        router.get("metrics") { _, _ in
            Self.respond(.ok, metrics(), "text/plain; version=0.0.4; charset=utf-8")
        }
        router.get("api/v1/openapi.json") { _, _ in Self.respond(.ok, OpenAPI.document(), Self.json) }
        for route in QuestionRoute.all {
            router.get(RouterPath(route.path)) { request, _ in await answer(route, request) }
        }
        return router
    }

    private func answer(_ route: QuestionRoute, _ request: Request) async -> Response {
        do {
            let pairs = request.uri.queryParameters.map { (name: String($0.key), value: String($0.value)) }
            let arguments = try Arguments(pairs, route.allParameters)
            let settings = settings()
            let work: @Sendable () async throws -> KeptAnswer = { try await workOut(route, arguments, settings) }
            // What means another thing later on has no tag, and is nobody else's.
            guard route.followsFromHistory(settings), !arguments.dependsOnTime else {
                return try respond(try await work())
            }
            let question = "\(route.name)?\(arguments.canonical)"
            let revision = try await revisions.revision()
            let tag = Self.tag(revision, settings, question)
            if let field = request.headers[.ifNoneMatch], Self.matches(field, tag) {
                return Response(status: .notModified, headers: [.cacheControl: "no-cache", .eTag: tag])
            }
            let answer = try await cache.answer("\(settings.edition) \(question)", at: revision, work)
            return try respond(answer, tag: answer.revision.map { Self.tag($0, settings, question) })
        } catch {
            return Self.respond(APIError(error))
        }
    }

    private func workOut(
        _ route: QuestionRoute, _ arguments: Arguments, _ settings: AnswerSettings
    ) async throws -> KeptAnswer {
        let specs = specs
        return try await pool.ask(about: arguments.text("cloud"), within: answerWithin) { archive in
            let before = try archive.revision()
            let answer = try route.answer(
                Asked(
                    archive: archive, arguments: arguments, specs: specs, roles: settings.roles,
                    checks: settings.checks))
            let format = arguments.text("format").flatMap { OutputFormat(rawValue: $0) } ?? .json
            let options = RenderOptions(
                columns: arguments.texts("column"), sortColumn: arguments.text("sort_column"), utc: true)
            var body = ByteBuffer()
            try Renderer.render(answer, as: format, options: options) { body.writeBytes($0) }
            // A question may read more than once, and a snapshot come between.
            return KeptAnswer(
                body: body, mediaType: format.mediaType, revision: try archive.revision() == before ? before : nil)
        }
    }

    /// The name of an answer: what the database, the configuration and the question are.
    private static func tag(_ revision: String, _ settings: AnswerSettings, _ question: String) -> String {
        "\"\(revision)-\(hash(settings.edition + question))\""
    }

    /// Whether a list of tags has this one; `*` has every one, and a weak tag counts for its strong one.
    static func matches(_ field: String, _ tag: String) -> Bool {
        field.split(separator: ",").map { $0.trimmingBlanks }.contains { one in
            one == "*" || one == tag || one == "W/\(tag)"
        }
    }

    /// FNV-1a: which question it is, beside the revision.
    static func hash(_ text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return String(hash, radix: 16)
    }

    static func respond(_ status: HTTPResponse.Status, _ text: String, _ type: String) -> Response {
        respond(status, ByteBuffer(string: text), type)
    }

    static func respond(_ status: HTTPResponse.Status, _ body: ByteBuffer, _ type: String) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: body))
    }

    private func respond(_ answer: KeptAnswer, tag: String? = nil) throws(APIError) -> Response {
        var response = Self.respond(.ok, answer.body, answer.mediaType)
        response.headers[.eTag] = tag
        guard answer.body.readableBytes > SendBudget.small else { return response }
        let share = try budget.share(answer.body.readableBytes)
        response.body = ResponseBody(contentLength: answer.body.readableBytes) { [body = answer.body] writer in
            try await writer.write(body)
            // Waits until what was written is taken.
            try await writer.finish(nil)
            withExtendedLifetime(share) {}
        }
        return response
    }

    static func respond(_ error: APIError) -> Response { respond(error.status, error.json, json) }
}

extension Substring {
    fileprivate var trimmingBlanks: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
