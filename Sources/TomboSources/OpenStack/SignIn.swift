public import TomboRecords

/// What signing in to an OpenStack cloud showed, without any other question.
public struct SignIn: Sendable, Hashable {
    /// On the project that the login is for.
    public var roles: [String]
    /// Whether this login is shown everything.
    public var isAdmin: Bool
    /// Services that the cloud's catalog does not have, as `without` calls them.
    public var missing: [String]
}

extension OpenStackSource {
    /// Signs in and asks nothing else.
    ///
    /// - Throws: Why Keystone gives no token, or that it took too long.
    public func signIn(with means: SourceMeans) async throws(CollectError) -> SignIn {
        let client = OpenStackClient(
            configuration: configuration, transport: means.transport, logger: means.logger, timing: means.timing)
        let raced = await race(limit: means.deadline, sleep: means.timing.sleep) {
            await Self.result { () async throws(CollectError) in try await client.signInShowing() }
        }
        switch raced {
        case .answered(let result): return try result.get()
        case .deadline:
            throw CollectError(
                .timedOut, "Keystone at \(configuration.authURL) did not answer within \(means.deadline.spoken).",
                remedy: "Look whether it runs, and whether this machine can reach it.")
        case .cancelled: throw CollectError(.cancelled, "Signing in was interrupted.")
        }
    }

    private static func result<Answer: Sendable>(
        _ call: () async throws(CollectError) -> Answer
    ) async -> Result<Answer, CollectError> {
        do { return .success(try await call()) } catch { return .failure(error) }
    }
}
