import TomboQuery
import TomboStore

/// Something that is measured: set up once a process, then run as often as wanted.
public struct Workload: Sendable {
    /// What is given to a run: calls its argument once, with the clock on.
    public typealias Timer = (() throws -> Void) throws -> Void

    /// Short, lower case, with dashes: what a person gives to `scripts/bench`.
    public let name: String
    /// How often at most, where the time that is allowed does not end it first.
    public let runs: Int
    /// Makes what is run again and again, with what it keeps from run to run.
    public let setUp: @Sendable (Workspace) throws -> (Timer) throws -> Void

    public static let all: [Workload] = storing + diffing + asking + fitting + history

    public static func named(_ name: String) -> Workload? { all.first { $0.name == name } }
}

extension Workload {
    static let storing = [
        Workload(name: "store-new", runs: 5) { workspace in
            var fleet = try Fleet(servers: Workspace.large)
            return { timer in
                let path = workspace.scratch("new")
                workspace.remove(path)
                let store = try workspace.open(path)
                let round = fleet.serverRound()
                try timer { _ = try store.save(round) }
                try store.close()
                workspace.remove(path)
            }
        },
        saving("store-unchanged", runs: 20) { _ in },
        saving("store-1-percent", runs: 20) { try $0.change(Workspace.manyChanges) },
        saving("store-all-changed", runs: 5) { try $0.changeAll() },
    ]

    /// Saves a poll of all servers after `change` was done to them.
    private static func saving(
        _ name: String, runs: Int, after change: @escaping @Sendable (inout Fleet) throws -> Void
    ) -> Workload {
        Workload(name: name, runs: runs) { workspace in
            let store = try workspace.copy(Workspace.large, as: name)
            var fleet = try workspace.fleet(Workspace.large)
            return { timer in
                try change(&fleet)
                let round = fleet.serverRound()
                try timer { _ = try store.save(round) }
            }
        }
    }
}

extension Workload {
    static let diffing = [
        diff("diff-1-percent", Workspace.large) { ($0.lastPoll, $0.manyChanged) },
        diff("diff-1-percent-small", Workspace.small) { ($0.lastPoll, $0.manyChanged) },
        diff("diff-one-poll", Workspace.large) { ($0.lastPoll - 1, $0.lastPoll) },
        diff("diff-one-poll-small", Workspace.small) { ($0.lastPoll - 1, $0.lastPoll) },
        diff("diff-many-polls", Workspace.large) { (1, $0.lastPoll) },
        diff("diff-many-polls-small", Workspace.small) { (1, $0.lastPoll) },
    ]

    private static func diff(
        _ name: String, _ servers: Int, _ range: @escaping @Sendable (Workspace.History) -> (from: Int, to: Int)
    ) -> Workload {
        asking(name, servers) { history in
            let (from, to) = range(history)
            return (DiffQuestion(from: SnapshotReference("#\(from)"), kinds: ["server"]), SnapshotReference("#\(to)"))
        }
    }

    static let asking = [
        asking("list-now", Workspace.large) { _ in (ListQuestion(kind: "server", isBrief: true), .latest) },
        asking("list-as-of", Workspace.large) { _ in
            (ListQuestion(kind: "server", isBrief: true), SnapshotReference("#1"))
        },
        asking("where-now", Workspace.large) { _ in (WhereQuestion(resources: ["lb"]), .latest) },
        asking("where-as-of", Workspace.large) { _ in (WhereQuestion(resources: ["lb"]), SnapshotReference("#1")) },
    ]

    /// Asks the same again and again of a database that is open already.
    private static func asking(
        _ name: String, _ servers: Int,
        _ question: @escaping @Sendable (Workspace.History) -> (any Question, SnapshotReference)
    ) -> Workload {
        Workload(name: name, runs: 200) { workspace in
            let archive = try workspace.archive(servers)
            let (question, moment) = question(try workspace.history(servers))
            return { timer in
                var answer: Answer?
                try timer { answer = try archive.answer(question, at: moment) }
                // What takes it apart again is not the question's time.
                withExtendedLifetime(answer) {}
            }
        }
    }
}
