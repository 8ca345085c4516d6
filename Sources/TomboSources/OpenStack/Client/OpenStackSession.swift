import Foundation
import Logging
import TomboRecords

/// Signs in to Keystone and keeps the token.
///
/// Signing in costs Keystone half a second of computing, so that one token
/// serves all collectors of a round, however many ask at once.
actor OpenStackSession {
    private let configuration: OpenStackConfiguration
    private let transport: any Transport
    private let timing: Timing
    private let logger: Logger
    private var current: KeystoneToken?
    private var login: SingleFlight<KeystoneToken>?
    private var logins = 0
    /// Keystone refused: asking again would lock the account.
    private var refusal: CollectError?

    init(configuration: OpenStackConfiguration, transport: any Transport, timing: Timing, logger: Logger) {
        self.configuration = configuration
        self.transport = transport
        self.timing = timing
        self.logger = logger
    }

    /// A token with some life in it.
    ///
    /// - Parameter refused: The serial of a token that a service did not take.
    /// - Returns: The one we have, or a new one.
    /// - Throws: Why Keystone gives none; a refusal is not asked for twice.
    func token(insteadOf refused: Int? = nil) async throws(CollectError) -> KeystoneToken {
        if let current, current.serial != refused, timing.now() < current.renewAt { return current }
        if let refusal { throw refusal }
        let flight = login ?? SingleFlight<KeystoneToken>()
        login = flight
        do throws(CollectError) {
            let token = try await flight.value { () async throws(CollectError) in try await self.signIn() }
            if current.map({ $0.serial < token.serial }) ?? true { current = token }
            if login === flight { login = nil }
            return token
        } catch {
            if login === flight { login = nil }
            if error.code == .unauthorized { refusal = error }
            throw error
        }
    }

    private func signIn() async throws(CollectError) -> KeystoneToken {
        logins += 1
        let serial = logins
        let url = configuration.authURL + "/auth/tokens"
        let response = try await transport.send(
            HTTPRequest(
                "POST", url, headers: ["Accept": "application/json", "Content-Type": "application/json"],
                body: Data(configuration.auth.requestBody.json.utf8)))
        guard response.status == 201 || response.status == 200 else {
            throw failure(ServiceFault(response, hiding: configuration.auth.secret), url)
        }
        let token = try KeystoneToken(
            response, isReplay: configuration.auth == .replay, serial: serial, now: timing.now())
        logger.debug(
            "Keystone gave a token.",
            metadata: ["roles": .string(token.roles.joined(separator: ",")), LogKeys.attempt: "\(serial)"])
        return token
    }

    private func failure(_ fault: ServiceFault, _ url: String) -> CollectError {
        switch fault.status {
        case 401:
            return CollectError(
                .unauthorized, fault.message("Keystone", "the sign-in at \(url)"), remedy: configuration.auth.remedy)
        case 300..<400, 404, 405:
            return CollectError(
                .notFound, fault.message("The server", "the sign-in at \(url)"),
                remedy: "Check `auth_url` (OS_AUTH_URL): there must be a Keystone with API v3.")
        default: return fault.error("Keystone", "the sign-in at \(url)", roles: [])
        }
    }
}
