import Foundation
import TomboQuery
import TomboStore

/// A database of thousands of snapshots; `scripts/bench` makes it from a first one, as saving each would take hours.
struct LongHistory: Codable {
    /// The number of the last snapshot; each has 100 changes.
    var last: Int
    /// The server whose own history is asked for: with as many changes whatever the size of the fleet.
    var server: String

    /// How many servers the databases have: what is asked of the largest is asked of all.
    static let fleets = [100_000, 10_000, 1_000]

    static func path(_ servers: Int, in workspace: Workspace) -> String {
        workspace.folder.appending(path: "history-\(servers).db").path
    }

    init(_ servers: Int, in workspace: Workspace) throws {
        let file = URL(fileURLWithPath: Self.path(servers, in: workspace) + ".json")
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }
}

extension Workspace {
    /// Saves the first snapshot of a long history.
    public func begin(servers: Int) throws {
        let path = LongHistory.path(servers, in: self)
        remove(path)
        let store = try open(path)
        var fleet = try Fleet(servers: servers)
        _ = try store.save(fleet.round())
        try store.close()
    }
}

extension Workload {
    static let history = LongHistory.fleets.flatMap { servers in
        [
            asking("diff-poll", servers) { diff($0.last - 1, $0.last) },
            asking("diff-10-polls", servers) { diff($0.last - 10, $0.last) },
            asking("diff-200-polls", servers) { diff($0.last - 200, $0.last) },
            asking("log", servers) { (LogQuestion(limit: 50), SnapshotReference("#\($0.last)")) },
            asking("log-server", servers) { (LogQuestion(resource: $0.server), SnapshotReference("#\($0.last)")) },
            asking("blame-server", servers) {
                (BlameQuestion(resource: $0.server), SnapshotReference("#\($0.last)"))
            },
            asking("list-half", servers) {
                (ListQuestion(kind: "server", isBrief: true), SnapshotReference("#\($0.last / 2)"))
            },
        ]
    }

    private static func diff(_ from: Int, _ to: Int) -> (any Question, SnapshotReference) {
        (DiffQuestion(from: SnapshotReference("#\(from)"), kinds: ["server"]), SnapshotReference("#\(to)"))
    }

    private static func asking(
        _ name: String, _ servers: Int,
        _ question: @escaping @Sendable (LongHistory) -> (any Question, SnapshotReference)
    ) -> Workload {
        Workload(name: "history-\(name)-\(servers)", runs: 200) { workspace in
            let (question, moment) = question(try LongHistory(servers, in: workspace))
            let archive = try workspace.archive(path: LongHistory.path(servers, in: workspace))
            return { timer in
                var answer: Answer?
                try timer { answer = try archive.answer(question, at: moment) }
                // What takes it apart again is not the question's time.
                withExtendedLifetime(answer) {}
            }
        }
    }
}
