import Foundation
public import Logging
public import TomboRecords

/// Asks the services of one OpenStack cloud, for one round.
///
/// It finds the endpoint, signs in, asks for the pinned microversion, follows
/// pages and says what an error means. What several collectors need is asked
/// once. It only reads; its one POST is the sign-in.
public struct OpenStackClient: Sendable {
    let configuration: OpenStackConfiguration
    private let transport: any Transport
    private let session: OpenStackSession
    private let memo = RoundMemo()
    private let gates: [OpenStackService: RequestGate]
    private let since: NewsSince
    let serversBefore: ServersBefore?
    let limits: ReadingLimits
    private let budget: ByteBudget

    /// - Parameters:
    ///   - configuration: Where the cloud is and how to get in.
    ///   - transport: Live, recording or replaying; it retries, the client does not.
    ///   - logger: Takes the sign-ins, without their secrets.
    ///   - timing: Its clock says when a token grows old.
    ///   - since: See ``SourceMeans/since``.
    ///   - serversBefore: See ``SourceMeans/serversBefore``.
    ///   - requestsAtOnce: To one service; the others wait their turn.
    ///   - limits: How much the round takes in.
    public init(
        configuration: OpenStackConfiguration, transport: any Transport, logger: Logger, timing: Timing = .live,
        since: NewsSince = NewsSince(), serversBefore: ServersBefore? = nil, requestsAtOnce: Int = 6,
        limits: ReadingLimits = .init()
    ) {
        self.configuration = configuration
        self.transport = transport
        self.since = since
        self.serversBefore = serversBefore
        self.limits = limits
        budget = ByteBudget(limits.round)
        gates = Dictionary(uniqueKeysWithValues: OpenStackService.all.map { ($0, RequestGate(width: requestsAtOnce)) })
        session = OpenStackSession(
            configuration: configuration, transport: transport, timing: timing, logger: logger)
    }

    /// Signs in, so that a wrong password is said once and not by every collector.
    public func signIn() async throws(CollectError) { _ = try await session.token() }

    func signInShowing() async throws(CollectError) -> SignIn {
        let token = try await session.token()
        let there = Set(token.catalog.services.map(\.type))
        let missing = OpenStackService.all.filter { there.isDisjoint(with: $0.types) }
        return SignIn(roles: token.roles, isAdmin: token.isAdmin, missing: missing.map { $0.title.lowercased() })
    }

    /// What Keystone gave: the same for all of a round, while it lives.
    func token() async throws(CollectError) -> KeystoneToken { try await session.token() }

    /// The roles that Keystone says we have on the project.
    func roles() async throws(CollectError) -> (names: [String], isAdmin: Bool) {
        let token = try await session.token()
        return (token.roles, token.isAdmin)
    }

    /// The project that the token is for; nil in system scope.
    func projectID() async throws(CollectError) -> String? { try await session.token().projectID }

    /// From when on a kind that accumulates asks for news, as a service reads
    /// it in a query: no parameter for all there is.
    func changesSince(_ kind: String) -> [(String, String)] {
        since[kind].map { [("changes-since", $0.iso8601)] } ?? []
    }

    /// The answer to `fetch`, asked once a round for one `key`.
    func shared<Answer: Sendable>(
        _ key: String, _ fetch: @escaping @Sendable () async throws(CollectError) -> Answer
    ) async throws(CollectError) -> Answer {
        try await memo.flight(key, Answer.self).value(fetch)
    }

    /// Asks for one document and decodes it.
    func get<Body: Decodable & Sendable>(
        _ body: Body.Type, of kind: String, from service: OpenStackService, _ path: String,
        query: [(String, String)] = []
    ) async throws(CollectError) -> Body {
        let answer = try await request(service, path, query: query)
        guard answer.response.status == 200 else { throw answer.error }
        return try AnswerDecoder.decode(answer.response.body, what: "\(service.title)'s answer for \(kind)")
    }
}

extension OpenStackClient {
    /// A response with what is needed to say what it means.
    struct Answer: Sendable {
        var response: HTTPResponse
        var service: OpenStackService
        var path: String
        var roles: [String]

        /// The body as it is; null when it is no JSON.
        var json: Value { Value(json: String(decoding: response.body, as: UTF8.self)) ?? .null }

        var error: CollectError {
            ServiceFault(response).error(service.title, "GET \(path)", roles: roles)
        }
    }

    /// Sends a GET with a token and the negotiated microversion.
    ///
    /// A 401 may mean that the token died early: it is renewed once.
    ///
    /// - Throws: ``CollectError/Code/unauthorized`` when the new token is
    ///   refused too. Any other status is an answer.
    func request(
        _ service: OpenStackService, _ path: String, query: [(String, String)] = []
    ) async throws(CollectError) -> Answer {
        var headers: HTTPHeaders = ["Accept": "application/json"]
        if let microversions = service.microversions {
            let version = try await microversion(of: service, microversions)
            headers["OpenStack-API-Version"] = "\(microversions.name) \(version)"
        }
        var token = try await session.token()
        for attempt in 1...2 {
            let base = try base(of: service, token)
            let response = try await send(service, base + path + Self.encoded(query), headers, token)
            let answer = Answer(response: response, service: service, path: path, roles: token.roles)
            if response.status != 401 { return answer }
            if attempt == 2 { throw answer.error }
            token = try await session.token(insteadOf: token.serial)
        }
        throw CollectError(.unauthorized, "\(service.title) refused the token.")
    }

    private func base(of service: OpenStackService, _ token: KeystoneToken) throws(CollectError) -> String {
        try token.catalog.base(of: service, interface: configuration.interface, region: configuration.region)
    }

    private func send(
        _ service: OpenStackService, _ url: String, _ headers: HTTPHeaders, _ token: KeystoneToken
    ) async throws(CollectError) -> HTTPResponse {
        var headers = headers
        headers["X-Auth-Token"] = token.secret.reveal()
        let request = HTTPRequest("GET", url, headers: headers)
        let response =
            if let gate = gates[service] {
                try await gate.pass { () async throws(CollectError) in try await transport.send(request) }
            } else {
                try await transport.send(request)
            }
        guard budget.take(response.body.count) else {
            throw CollectError(
                .tooLarge, "The answers of this round are larger than \(budget.limit) bytes together.",
                remedy: "See with `-v -v` which answers are large; report it if the cloud is really that large.")
        }
        return response
    }

    /// The microversion to ask a service for.
    private func microversion(
        of service: OpenStackService, _ wanted: OpenStackService.Microversions
    ) async throws(CollectError) -> Microversion {
        try await versions(of: service).negotiated(wanted, title: service.title)
    }

    /// What a service says of its microversions, found out once a round.
    func versions(of service: OpenStackService) async throws(CollectError) -> VersionDocument {
        try await shared("versions/\(service.types[0])") { () async throws(CollectError) in
            let token = try await session.token()
            let url = service.versionDocument(ofBase: try base(of: service, token))
            let response = try await send(service, url, ["Accept": "application/json"], token)
            // Some services say 300, "multiple choices", to a list of versions.
            guard response.status == 200 || response.status == 300 else {
                throw ServiceFault(response).error(service.title, "GET \(url)", roles: token.roles)
            }
            return try AnswerDecoder.decode(response.body, what: "\(service.title)'s list of versions")
        }
    }

    private static func encoded(_ query: [(String, String)]) -> String {
        if query.isEmpty { return "" }
        return "?" + query.map { "\($0)=\(percentEncoded($1))" }.joined(separator: "&")
    }

    private static func percentEncoded(_ text: String) -> String {
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? text
    }
}
