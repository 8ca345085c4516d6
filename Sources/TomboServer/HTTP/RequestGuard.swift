import HTTPTypes
import Hummingbird
import TomboSources

/// Refuses what no question is: other methods, other machines' names, addresses without end.
///
/// The name is looked at because a web page anywhere can make its own name
/// lead to 127.0.0.1, and would read the answers of a server that does not
/// care what it is called.
struct RequestGuard: RouterMiddleware {
    typealias Context = BasicRequestContext
    static let longestAddress = 8192

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        if let error = Self.refusal(request.method, request.head.authority, request.uri.string) {
            var response = HTTPRoutes.respond(error)
            if error.status == .methodNotAllowed { response.headers[.allow] = "GET, HEAD" }
            return response
        }
        do {
            var response = try await next(request, context)
            response.headers[.xContentTypeOptions] = "nosniff"
            return response
        } catch let error as HTTPError where error.status == .notFound {
            return HTTPRoutes.respond(
                APIError(
                    status: .notFound, code: "unknown_path", message: "There is nothing at this address.",
                    hint: "The questions are in /api/v1/openapi.json; /metrics, /healthz and /readyz are there too."))
        } catch {
            return HTTPRoutes.respond(APIError(error))
        }
    }

    static func refusal(_ method: HTTPRequest.Method, _ authority: String?, _ address: String) -> APIError? {
        guard method == .get || method == .head else {
            return APIError(
                status: .methodNotAllowed, code: "read_only", message: "Nothing is changed over HTTP.",
                hint: "Ask with GET.")
        }
        guard address.utf8.count <= longestAddress else {
            return APIError(
                status: .uriTooLong, code: "address_too_long",
                message: "The address is longer than \(longestAddress) bytes.", hint: "Ask for less at once.")
        }
        guard isOurs(authority) else {
            return APIError(
                status: .misdirectedRequest, code: "wrong_host", message: "This server is not called so.",
                hint: "Ask 127.0.0.1, [::1] or localhost; a proxy has to set the header Host to one of these.")
        }
        return nil
    }

    /// A request without a name is no browser's.
    static func isOurs(_ authority: String?) -> Bool {
        guard let authority, !authority.isEmpty else { return true }
        if ListenAddress.isLoopback(authority) { return true }
        if authority == "[::1]" { return true }
        return ListenAddress(authority)?.isLoopback ?? false
    }
}
