import TomboRecords
import TomboStore

/// What a poll costs on a long history, and what the same poll costs on one that has just begun.
///
/// Both databases show the same cloud, save the same polls in turn, and differ in nothing but what was.
public struct Saves: Codable, Sendable {
    /// Snapshots that the old one had before.
    public var history: Int
    /// Of each of the compared polls: seconds of the processor for the save alone.
    public var old: [Double] = []
    public var fresh: [Double] = []

    private static let polls = 400

    /// Compares the database that a simulation of so many polls left in `year.db`.
    public static func compare(_ recordings: String, polls: Int, in workspace: Workspace) async throws -> Saves {
        var lab = Lab(try await LabRecordings(recordings))
        for _ in 0..<polls { _ = try lab.next() }
        return try compare(&lab, polls: polls, in: workspace)
    }

    /// Goes on with the lab where `year.db` ends, on a copy of it.
    static func compare(_ lab: inout Lab, polls: Int, in workspace: Workspace) throws -> Saves {
        let old = try workspace.copy(workspace.scratch("year"), as: "old")
        let path = workspace.scratch("fresh")
        workspace.remove(path)
        let fresh = try workspace.open(path)
        var saves = Saves(history: polls)
        _ = try save(lab.next(), old, fresh)
        for poll in 0..<Self.polls {
            let round = try lab.next()
            // In turn, and each of them first half of the time.
            if poll % 2 == 0 {
                let (first, second) = try save(round, old, fresh)
                saves.old.append(first)
                saves.fresh.append(second)
            } else {
                let (first, second) = try save(round, fresh, old)
                saves.fresh.append(first)
                saves.old.append(second)
            }
        }
        try old.close()
        try fresh.close()
        for name in ["old", "fresh"] { workspace.remove(workspace.scratch(name)) }
        return saves
    }

    private static func save(_ round: Round, _ first: Store, _ second: Store) throws -> (Double, Double) {
        (try seconds { _ = try first.save(round) }, try seconds { _ = try second.save(round) })
    }

    private static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let start = ProcessorTime.now
        try work()
        return (ProcessorTime.now - start) / .seconds(1)
    }
}
