import Foundation
import TomboRecords
import TomboStore

extension Workspace {
    /// Makes the database of so many servers: a first poll, `polls` with
    /// ``changes`` each, one with ``manyChanges``, and some without any.
    ///
    /// What each kind of poll adds to the file is measured here, as the
    /// difference between two closed files over many polls.
    public func prepare(servers: Int, polls: Int) throws -> History {
        remove(path(servers))
        var fleet = try Fleet(servers: servers)
        let first = try grow(servers, polls: 1) { try fleet.round() }
        // Of the servers alone, as the measures of the hosts would hide what the changes cost.
        let changed = try grow(servers, polls: polls) {
            try fleet.change(Self.changes)
            return fleet.serverRound()
        }
        _ = try grow(servers, polls: 1) {
            try fleet.change(Self.manyChanges)
            return try fleet.round()
        }
        let quiet = max(1, polls / 4)
        let unchanged = try grow(servers, polls: quiet) { fleet.serverRound() }
        let history = History(
            servers: servers, polls: polls, bytesFirst: first, bytesChangedPoll: changed / polls,
            bytesUnchangedPoll: unchanged / quiet)
        try JSONEncoder().encode(history).write(to: URL(fileURLWithPath: path(servers) + ".json"))
        return history
    }

    /// The cloud as the last poll of the prepared database saw it.
    func fleet(_ servers: Int) throws -> Fleet {
        var fleet = try Fleet(servers: servers)
        for _ in 0..<(try history(servers).polls) { try fleet.change(Self.changes) }
        try fleet.change(Self.manyChanges)
        return fleet
    }

    /// - Returns: by how many bytes the closed file grew.
    private func grow(_ servers: Int, polls: Int, _ round: () throws -> Round) throws -> Int {
        let path = path(servers)
        let before = (try? Self.size(path)) ?? 0
        let store = try open(path)
        for _ in 0..<polls { _ = try store.save(try round()) }
        try store.close()
        return try Self.size(path) - before
    }
}
