import Foundation
public import Logging
public import TomboRecords

/// Through a program that is run and whose output is read: `juju`, `ceph`,
/// here or behind words such as `ssh host sudo`.
public struct CommandAccess: Access {
    /// What stands before every command; empty runs it as it is. Not recorded:
    /// a recording is replayed where these words mean nothing.
    public var prefix: [String]
    /// For one command; then it is killed with all that it started.
    public var deadline: Duration
    /// Set beside the few variables that are passed on.
    public var environment: [String: String]
    /// Bytes of standard output.
    public var outputLimit = 128 << 20

    public init(prefix: [String] = [], deadline: Duration = .seconds(60), environment: [String: String] = [:]) {
        self.prefix = prefix
        self.deadline = deadline
        self.environment = environment
    }

    public func open(_ logger: Logger?) throws(CollectError) -> any OpenTransport {
        CommandTransport(self, logger: logger)
    }
}

extension HTTPRequest {
    /// A command as the transports take it: its words, and what it reads from
    /// standard input. The answer's status is the exit status, 128 and more
    /// for a signal; the header `stderr` has what it said there.
    ///
    /// Not asked again by itself: a command that hung has used up its time.
    public static func command(_ words: [String], input: String? = nil) -> HTTPRequest {
        let encoded = words.map { $0.replacing("%", with: "%25").replacing(" ", with: "%20") }
        return HTTPRequest(
            "RUN", encoded.joined(separator: " "), body: input.map { Data($0.utf8) }, isIdempotent: false)
    }

    /// The words of a command.
    var words: [String] {
        url.split(separator: " ").map { String($0).replacing("%20", with: " ").replacing("%25", with: "%") }
    }
}

extension HTTPResponse {
    /// What a command said on standard error, without the end of the line.
    var stderr: String {
        var text = headers["stderr"] ?? ""
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
