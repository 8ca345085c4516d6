import Foundation
import Logging
import Subprocess
import SystemPackage
import TomboRecords

/// Runs a command for each request.
///
/// Never longer than its deadline, whatever the command does: it gets a
/// session of its own, which is ended as a whole, so that neither one that
/// ignores SIGTERM nor what it started stays behind.
struct CommandTransport: OpenTransport {
    let access: CommandAccess
    let logger: Logger?

    init(_ access: CommandAccess, logger: Logger? = nil) {
        self.access = access
        self.logger = logger
    }

    func close() async {}

    func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        let words = access.prefix + request.words
        let spoken = "`\(words.joined(separator: " "))`"
        let started = ContinuousClock.now
        let raced = await race(limit: access.deadline, sleep: Timing.live.sleep) { await run(words, request.body) }
        let result: Result<HTTPResponse, CollectError>
        switch raced {
        case .answered(.success(let response)): result = .success(response)
        case .answered(.failure(let failure)): result = .failure(failure.error(spoken, words[0], access))
        case .deadline: result = .failure(Self.overdue(spoken, access.deadline))
        case .cancelled: result = .failure(CollectError(.cancelled, "\(spoken) was interrupted."))
        }
        CostMeter.current?.count(bytes: (try? result.get())?.body.count ?? 0)
        logger?.exchange("ran a command", request, result, ContinuousClock.now - started)
        return try result.get()
    }

    private enum Failure: Error {
        case spawning(SubprocessError)
        case other(String)

        func error(_ spoken: String, _ program: String, _ access: CommandAccess) -> CollectError {
            switch self {
            case .spawning(let error) where error.code == .executableNotFound:
                CollectError(
                    .misconfigured, "There is no program `\(program)` here, for \(spoken).",
                    remedy: "Install it, or name another way to it with `command:` in tombo.yaml.")
            case .spawning(let error) where error.code == .outputLimitExceeded:
                CollectError(
                    .tooLarge, "\(spoken) writes more than \(access.outputLimit >> 20) MiB.",
                    remedy: "See what it writes: this much is no answer.")
            case .spawning(let error):
                CollectError(
                    .misconfigured, "\(spoken) cannot be run: \(error).",
                    remedy: "Run it by hand as the user that tombo runs as.")
            case .other(let text):
                CollectError(
                    .malformedAnswer, "\(spoken) broke off: \(text).",
                    remedy: "Run it by hand as the user that tombo runs as.")
            }
        }
    }

    /// How a command is run: in a session of its own, with little of our environment.
    ///
    /// - Precondition: There are words.
    func configuration(_ words: [String]) -> Subprocess.Configuration {
        BrokenPipe.isAnError()
        let program = words[0]
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(300)),
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(100)),
        ]
        return Subprocess.Configuration(
            executable: program.contains("/") ? .path(FilePath(program)) : .name(program),
            arguments: .init(Array(words.dropFirst())),
            environment: .custom(environment), platformOptions: options)
    }

    /// Why a command could not be run.
    static func failure(_ error: any Error, _ words: [String], _ access: CommandAccess) -> CollectError {
        let failure = (error as? SubprocessError).map(Failure.spawning) ?? .other("\(error)")
        return failure.error("`\(words.joined(separator: " "))`", words[0], access)
    }

    private func run(_ words: [String], _ input: Data?) async -> Result<HTTPResponse, Failure> {
        if words.isEmpty { return .failure(.other("it has no words")) }
        let configuration = configuration(words)
        do {
            let (output, error) = (
                BytesOutput.bytes(limit: access.outputLimit), StringOutput<UTF8>.string(limit: 1 << 20)
            )
            let status: TerminationStatus
            let body: [UInt8]
            let said: String?
            if let input {
                let done = try await Subprocess.run(
                    configuration, input: .array([UInt8](input)), output: output, error: error)
                (status, body, said) = (done.terminationStatus, done.standardOutput, done.standardError)
            } else {
                let done = try await Subprocess.run(configuration, input: .none, output: output, error: error)
                (status, body, said) = (done.terminationStatus, done.standardOutput, done.standardError)
            }
            let code: Int
            switch status {
            case .exited(let exit): code = Int(exit)
            case .signaled(let signal): code = 128 + Int(signal)
            }
            var headers = HTTPHeaders()
            if let said, !said.isEmpty { headers["stderr"] = said }
            return .success(HTTPResponse(status: code, headers: headers, body: Data(body)))
        } catch let error as SubprocessError {
            return .failure(.spawning(error))
        } catch {
            return .failure(.other("\(error)"))
        }
    }

    /// What commands need to find themselves and their agents; nothing else of ours is theirs.
    private static let passedOn: Set<String> = [
        "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "SSH_AUTH_SOCK", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
        "XDG_RUNTIME_DIR", "JUJU_DATA", "JUJU_CONTROLLER", "JUJU_MODEL", "CEPH_CONF", "CEPH_ARGS",
    ]

    private var environment: [Subprocess.Environment.Key: String] {
        var environment: [Subprocess.Environment.Key: String] = [:]
        for (name, value) in ProcessInfo.processInfo.environment where Self.passedOn.contains(name) {
            environment[.init(stringLiteral: name)] = value
        }
        environment["LC_ALL"] = "C.UTF-8"
        environment["NO_COLOR"] = "1"
        for (name, value) in access.environment { environment[.init(stringLiteral: name)] = value }
        return environment
    }

    private static func overdue(_ spoken: String, _ deadline: Duration) -> CollectError {
        CollectError(
            .timedOut, "\(spoken) did not end within \(deadline.spoken) and was killed.",
            remedy: "Run it by hand to see what it waits for, or raise `deadline:` in tombo.yaml.")
    }
}
