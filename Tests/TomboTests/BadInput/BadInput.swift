import Synchronization
import TomboRecords
import TomboSources
import TomboStore
import TomboTestKit

@testable import tombo

/// One input that no cloud, file or disk should give, and what tombo is to
/// make of it.
struct BadInput: Sendable {
    /// What is to come of it.
    struct Expected: Sendable {
        var status: ExitStatus
        /// How the collector of ``BadInput/kind`` ends; nil when nothing is collected.
        var outcome: CollectionOutcome?
        var code: String?
        /// Phrases of the message or reason.
        var says: [String] = []
        /// A phrase of the remedy.
        var hint: String?
        /// How many of the good round's resources of the kind are gone.
        var gone = 0
    }

    /// How the bad round is read; the good one is read with patience.
    struct Settings: Sendable {
        var requestDeadline = Duration.seconds(60)
        /// Of the whole source.
        var deadline = Duration.seconds(300)
        var connectTimeout = Duration.seconds(60)
        var tries = 2
        var bodyLimit = 1 << 20
        var limits = ReadingLimits()
    }

    /// As the table of docs/bad-input.md calls it.
    var name: String
    /// The kind that is looked at.
    var kind = "nova_server"
    /// What makes it bad.
    var fault: Fault
    var settings = Settings()
    var expected: Expected

    /// Where the fault sits.
    enum Fault: Sendable {
        /// What the cloud answers in the good answer's place; nil leaves that.
        case answer(@Sendable (LoopbackRequest, Tally) -> LoopbackAnswer?)
        /// The cloud is another one than it was.
        case cloud(@Sendable (inout LoopbackCloud) -> Void)
        /// Keystone's address, where it is not that of the cloud.
        case address(String)
        /// Keystone's port neither takes a connection nor refuses it.
        case silence
        /// What holds for TLS.
        case tls(Certificate)
        /// What was done to the open database.
        case store(@Sendable (Store) throws -> Void)
        /// What a person gets who runs `tombo collect` in a folder with a good `tombo.db`.
        case program(@Sendable (Scene) throws -> Void)
    }

    enum Certificate: Sendable {
        case otherAuthority, expired, otherName, none, missingFile
    }

    /// Puts one answer in the place of what is asked at a path.
    static func at(_ path: String, _ answer: LoopbackAnswer) -> Fault {
        .answer { request, _ in request.isFor(path) ? answer : nil }
    }

    /// The same for the second page of the servers.
    static func onSecondPage(_ answer: LoopbackAnswer) -> Fault {
        .answer { request, _ in
            request.isFor(LoopbackCloud.servers) && LoopbackCloud.marker(request.path) != nil ? answer : nil
        }
    }
}

/// Counts, for answers that change.
final class Tally: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    /// How often this was called with `key`, this time included.
    func next(_ key: String) -> Int {
        counts.withLock { counts in
            counts[key, default: 0] += 1
            return counts[key, default: 0]
        }
    }
}

extension LoopbackRequest {
    func isFor(_ wanted: String) -> Bool { path == wanted || path.hasPrefix(wanted + "?") }
}

/// What came of a ``BadInput``.
struct BadOutcome: Sendable {
    var status: ExitStatus
    var outcome: CollectionOutcome?
    var code: String?
    var says: String
    var hint: String?
    /// Resources of the kind that were there before, and those of them that are still.
    var before = 0
    var after = 0
    /// What a diff calls gone, of all kinds.
    var gone: [String] = []
    /// Kinds that `list` says it did not see whole.
    var gaps: [String] = []
    /// Snapshots before and after.
    var snapshots = (before: 0, after: 0)
}
