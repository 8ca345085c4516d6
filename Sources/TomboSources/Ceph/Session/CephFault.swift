import Subprocess
import TomboRecords

/// What Ceph says when it does not do what it is asked.
enum CephFault {
    /// `Error EACCES: access denied`: the last such line.
    static func sentence(in said: String) -> String? {
        said.split(whereSeparator: \.isNewline).last { $0.hasPrefix("Error ") }.map { String($0).printable }
    }

    /// The number of the error that a sentence names; 255 for one that names none.
    static func status(of said: String) -> Int {
        let word = sentence(in: said)?.split(separator: " ").dropFirst().first.map { $0.prefix { $0 != ":" } }
        return word.flatMap { numbers[String($0)] } ?? 255
    }

    private static let numbers = [
        "EPERM": 1, "ENOENT": 2, "EAGAIN": 11, "EACCES": 13, "EBUSY": 16, "EINVAL": 22, "EOPNOTSUPP": 95,
        "ETIMEDOUT": 110,
    ]

    /// Why a command that was answered with `status` failed.
    static func refused(_ what: String, _ answer: HTTPResponse) -> CollectError {
        let reason = answer.stderr.printable.unlessEmpty ?? "no reason is given"
        let message = "\(what) failed: \(withoutFullStop(reason))."
        return switch answer.status {
        case 1, 13:
            CollectError(
                .forbidden, message,
                remedy: "Give the user of tombo its rights: `ceph auth caps client.tombo mon 'allow r' mgr 'allow r' "
                    + "osd 'profile rbd-read-only'`.")
        case 22, 95:
            CollectError(
                .unsupportedVersion, message,
                remedy: "See with `ceph versions` what runs; tombo knows Pacific to Squid.")
        case 2: CollectError(.notFound, message, remedy: "Run it by hand and see what it says.")
        case 110: CollectError(.timedOut, message, remedy: "Look at `ceph status`: a daemon that answers it is down.")
        default: CollectError(.serverError, message, remedy: "Run it by hand and see what it says.")
        }
    }

    /// A command that was not answered in time, and the session with it.
    static func late(_ command: String, _ limit: Duration) -> CollectError {
        CollectError(
            .timedOut, "Ceph did not answer `\(command)` within \(limit.spoken), and its session was killed.",
            remedy: "Look at `ceph status`: without a manager or a quorum some commands wait for ever.")
    }

    /// A connection that librados could not make; `code` is the number of its error.
    static func unconnected(_ who: String, _ code: CInt) -> CollectError {
        switch code {
        case 2:
            CollectError(
                .misconfigured, "There is no key for \(who).",
                remedy: "Name it with `user:` and `keyring:` below `ceph:` in tombo.yaml.")
        case 1, 13:
            CollectError(
                .unauthorized, "Ceph takes no key of \(who).",
                remedy: "Compare the key with `ceph auth get client.NAME`, and that client's name with `user:`.")
        case 110:
            CollectError(
                .unreachable, "\(who) reached no monitor in time.",
                remedy: "Look whether the monitors run and have a quorum: `ceph status` on one of their hosts.")
        default:
            CollectError(
                .unreachable, "\(who) cannot be connected: error \(code).",
                remedy: "Try `ceph status` with the same configuration and user.")
        }
    }

    /// A session that ended though nobody ended it.
    static func ended(_ words: [String], _ status: TerminationStatus, _ said: String) -> CollectError {
        let spoken = "`\(words.joined(separator: " "))`"
        let lines = said.split(whereSeparator: \.isNewline).map { String($0).printable }
        let reason = withoutFullStop(lines.last { !$0.contains("AuthRegistry(") } ?? "it says no reason")
        let lower = said.lowercased()
        let code: Int =
            switch status {
            case .exited(let code): Int(code)
            case .signaled(let signal): 128 + Int(signal)
            }
        let message = "\(spoken) ended with status \(code): \(reason)."
        // What says so in more words is written by another thread, and not always before the end.
        let isWithoutKey = lower.contains("[errno 2]") && lower.contains("error connecting to the cluster")
        if isWithoutKey || lower.contains("unable to find a keyring") {
            return CollectError(
                .misconfigured, "\(spoken) has no key for its user: \(reason).",
                remedy: "Name it with `user:` and `keyring:` below `ceph:` in tombo.yaml.")
        }
        if lower.contains("conf_read_file") {
            return CollectError(
                .misconfigured, message, remedy: "Name the configuration of the cluster with `conf:` in tombo.yaml.")
        }
        if lower.contains("permission denied"), lower.contains("rados") || lower.contains("errno 13") {
            return CollectError(
                .unauthorized, message,
                remedy: "Compare the key with `ceph auth get client.NAME`, and that client's name with `user:`.")
        }
        switch code {
        case 124: return CollectError(.timedOut, message, remedy: "Look at `ceph status` there.")
        case 126, 127:
            return CollectError(
                .misconfigured, message,
                remedy: "Look whether `ceph` is on the PATH there, or name its way with `command:`.")
        case 1 where lower.contains("timed out"):
            return CollectError(
                .unreachable, "\(spoken) reached no monitor: \(reason).",
                remedy: "Look whether the monitors run and have a quorum: `ceph status` on one of their hosts.")
        default:
            return CollectError(
                .unreachable, message, remedy: "Run it by hand as the user that tombo runs as.")
        }
    }

    private static func withoutFullStop(_ text: String) -> String {
        text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
