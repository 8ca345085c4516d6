public import Logging
public import TomboRecords

/// The way to a source: over HTTP, through a command, through a connection
/// that is kept open. A round opens it, and closes it at its end.
public protocol Access: Sendable {
    /// - Throws: `misconfigured` when something that the configuration names
    ///   cannot be used, such as a CA file.
    func open(_ logger: Logger?) throws(CollectError) -> any OpenTransport

    /// The same way for somebody who waits in front of it: an address where
    /// nobody answers is given up sooner.
    var impatient: any Access { get }
}

extension Access {
    public var impatient: any Access { self }
}

/// A live transport, which holds something until it is closed.
public protocol OpenTransport: Transport {
    /// Gives back connections and processes; the transport answers nothing afterwards.
    func close() async
}

extension Access {
    /// Runs `body` with an open transport and closes it afterwards, however `body` ends.
    ///
    /// - Throws: As ``open(_:)``, and what `body` throws.
    public func with<Answer: Sendable>(
        _ logger: Logger? = nil, _ body: (any Transport) async throws -> Answer
    ) async throws -> Answer {
        let transport = try open(logger)
        do {
            let answer = try await body(transport)
            await transport.close()
            return answer
        } catch {
            await transport.close()
            throw error
        }
    }
}
