import HTTPTypes
import Hummingbird
import NIOCore
import TomboQuery
import TomboRecords
import TomboRender

/// Everything that is answered over HTTP: from the database and from memory, never from a source.
struct HTTPRoutes: Sendable {
    let pool: ArchivePool
    let specs: [RecordSpec]
    let answerWithin: Duration
    let roles: @Sendable () -> [String: [String: [String]]]
    let checks: @Sendable () -> CheckPlan
    let metrics: @Sendable () async -> String
    let readiness: @Sendable () async -> Readiness

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
            Self.respond(.ok, await metrics(), "text/plain; version=0.0.4; charset=utf-8")
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
            let answer = try await pool.ask(about: arguments.text("cloud"), within: answerWithin) { archive in
                try respond(route, arguments, archive, ifNoneMatch: request.headers[.ifNoneMatch], request.uri.string)
            }
            return answer
        } catch {
            return Self.respond(APIError(error))
        }
    }

    private func respond(
        _ route: QuestionRoute, _ arguments: Arguments, _ archive: Archive, ifNoneMatch: String?, _ question: String
    ) throws -> Response {
        var headers: HTTPFields = [.cacheControl: "no-cache"]
        // What means another thing later on has no tag: it would claim that nothing changed.
        if !route.movesWithTime, !arguments.dependsOnTime {
            let tag = "\"\(try archive.revision())-\(Self.hash(question))\""
            headers[.eTag] = tag
            if let ifNoneMatch, Self.matches(ifNoneMatch, tag) {
                return Response(status: .notModified, headers: headers)
            }
        }
        let asked = Asked(archive: archive, arguments: arguments, specs: specs, roles: roles(), checks: checks())
        let answer = try route.answer(asked)
        let format = arguments.text("format").flatMap { OutputFormat(rawValue: $0) } ?? .json
        let options = RenderOptions(
            columns: arguments.texts("column"), sortColumn: arguments.text("sort_column"), utc: true)
        var buffer = ByteBuffer()
        try Renderer.render(answer, as: format, options: options) { buffer.writeBytes($0) }
        headers[.contentType] = format.mediaType
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: buffer))
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
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    static func respond(_ error: APIError) -> Response { respond(error.status, error.json, json) }
}

extension Substring {
    fileprivate var trimmingBlanks: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
