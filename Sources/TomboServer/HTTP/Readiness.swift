import TomboRecords

/// Whether the answers are worth asking for, and if not, why.
struct Readiness: Sendable, Equatable {
    struct Reason: Sendable, Equatable {
        var code: String
        var message: String
        var hint: String?
    }

    var snapshots: [SnapshotInfo] = []
    var reasons: [Reason] = []

    var isReady: Bool { reasons.isEmpty }

    init(snapshots: [SnapshotInfo] = [], fault: RoundJournal.Fault? = nil, unreadable: APIError? = nil) {
        self.snapshots = snapshots
        if let unreadable {
            reasons.append(Reason(code: unreadable.code, message: unreadable.message, hint: unreadable.hint))
        } else if snapshots.isEmpty {
            reasons.append(
                Reason(
                    code: "no_snapshot", message: "There is no snapshot yet.",
                    hint: "Wait for the first round, and look into the log if it does not end."))
        }
        if let fault { reasons.append(Reason(code: fault.code, message: fault.message, hint: fault.remedy)) }
    }

    var json: String {
        Value.object([
            .init("ready", .bool(isReady)),
            .init(
                "reasons",
                .list(
                    reasons.map {
                        .object([
                            .init("code", .text($0.code)), .init("message", .text($0.message)),
                            .init("hint", Value($0.hint)),
                        ])
                    })),
            .init(
                "snapshots",
                .list(
                    snapshots.map {
                        .object([
                            .init("cloud", .text($0.cloud)), .init("seq", .integer($0.seq)),
                            .init("taken_at", .text($0.finishedAt.iso8601)),
                        ])
                    })),
        ]).json + "\n"
    }
}
