import Foundation
import TomboRecords

/// A token with what Keystone said beside it.
struct KeystoneToken: Sendable {
    var secret: Secret
    /// Counts logins of one session, to tell a new token from a refused one.
    var serial: Int
    var roles: [String]
    /// The project that the token is for; nil in system scope.
    var projectID: String?
    var catalog: ServiceCatalog
    /// Whom it stands for.
    var holder: Holder
    /// Keystone's clock when it wrote the token.
    var issuedAt: Instant?
    /// From its issue to its end; nil when Keystone does not say.
    var life: Duration?
    /// On the session's own clock.
    var renewAt: Duration

    /// Whether the holder sees all there is. Neutron and Cinder answer a
    /// lesser one with 200 and fewer rows.
    var isAdmin: Bool { roles.contains { $0.lowercased() == "admin" } }

    /// Who holds a token and for which project, by the names that people know.
    struct Holder: Sendable, Decodable {
        struct Named: Sendable, Decodable {
            struct Domain: Sendable, Decodable { var name: String? }
            var name: String?
            var domain: Domain?
        }
        var user: Named?
        var project: Named?
    }

    /// The body of Keystone's answer; the token itself comes in a header.
    private struct Body: Decodable {
        struct Token: Decodable {
            var expires: String
            var issued: String?
            var roles: [Role]?
            var project: Project?
            var catalog: ServiceCatalog?

            enum CodingKeys: String, CodingKey {
                case roles, project, catalog
                case expires = "expires_at"
                case issued = "issued_at"
            }
        }
        struct Role: Decodable { var name: String }
        struct Project: Decodable { var id: String }
        var token: Token
    }

    private static let shortestLife = 10.0

    /// Reads a 201 of `POST /v3/auth/tokens`.
    ///
    /// Its life is counted on our clock from the moment it came, because two
    /// machines rarely agree on the time: `expires_at` against our wall clock
    /// would renew before each request, or never.
    ///
    /// - Parameters:
    ///   - response: Keystone's answer.
    ///   - isReplay: A recording keeps no token; any will do.
    ///   - serial: The number of the login.
    ///   - now: Our clock when the answer came.
    /// - Throws: ``CollectError/Code/malformedAnswer`` for an answer that is
    ///   no token, `misconfigured` for a token that belongs to no project.
    init(_ response: HTTPResponse, isReplay: Bool, serial: Int, now: Duration) throws(CollectError) {
        let body: Body = try AnswerDecoder.decode(response.body, what: "Keystone's token")
        guard let text = response.headers["X-Subject-Token"] ?? (isReplay ? "replayed" : nil), !text.isEmpty else {
            throw CollectError(
                .malformedAnswer, "Keystone's answer lacks the header X-Subject-Token.",
                remedy: "Check that no proxy between tombo and Keystone removes it.")
        }
        guard let catalog = body.token.catalog else {
            throw CollectError(
                .misconfigured, "Keystone gave a token without a catalog: it belongs to no project.",
                remedy: "Set the project (`project_name` or OS_PROJECT_NAME) that the user has a role on.")
        }
        secret = Secret(text)
        self.serial = serial
        roles = body.token.roles?.map(\.name) ?? []
        projectID = body.token.project?.id
        self.catalog = catalog
        // Names are only shown: that one is missing or odd fails nothing.
        holder = (try? JSONDocument(Array(response.body)).decode([String: Holder].self))?["token"] ?? Holder()
        issuedAt = body.token.issued.flatMap { Instant($0) }
        if let expires = Instant(body.token.expires), let issuedAt {
            life = .milliseconds(max(0, expires.milliseconds - issuedAt.milliseconds))
        }
        // One that says it is over already is used until a service refuses it, not renewed for each request.
        let seconds = max(Self.shortestLife, life?.seconds ?? 3600)
        // Five minutes early, and a shorter-lived one at half its life.
        renewAt = now + .seconds(seconds - min(300, seconds / 2))
    }
}
