import Foundation
import TomboRecords
import TomboStore

/// What a simulated year of polls of the lab came to.
public struct Year: Codable, Sendable {
    public var polls: Int
    public var resources: Int
    public var kinds: Int
    /// Snapshots in which something changed.
    public var changedPolls: Int
    public var changes: Int
    /// Of the closed file after all `polls`.
    public var bytes: Int
    /// What it would be after a whole year, from the growth over the second half.
    public var bytesOfYear: Int
    /// Of the processor, the making of the rows included.
    public var secondsPerPoll: Double
    /// What a save costs after all `polls`.
    public var saves: Saves

    /// The database of the lab after a day, small and warm, as the start-up of a command needs it.
    public static func prepareLab(_ recordings: String, in workspace: Workspace) async throws {
        let path = workspace.scratch("lab")
        workspace.remove(path)
        var lab = Lab(try await LabRecordings(recordings))
        let store = try workspace.open(path)
        for _ in 0..<LabCloud.day { _ = try store.save(try lab.next()) }
        try store.close()
    }

    /// Runs so many polls and leaves the database in `year.db`; fewer than a year's are extrapolated.
    public static func simulate(_ recordings: String, polls: Int, in workspace: Workspace) async throws -> Year {
        let path = workspace.scratch("year")
        workspace.remove(path)
        var lab = Lab(try await LabRecordings(recordings))
        var year = Year(
            polls: polls, resources: 0, kinds: 0, changedPolls: 0, changes: 0, bytes: 0, bytesOfYear: 0,
            secondsPerPoll: 0, saves: Saves(history: polls))
        let start = ProcessorTime.now
        func run(_ count: Int) throws -> Int {
            let store = try workspace.open(path)
            for _ in 0..<count {
                let round = try lab.next()
                let receipt = try store.save(round)
                year.resources = receipt.resources
                year.kinds = round.collections.count
                year.changes += receipt.changes
                year.changedPolls += receipt.changes > 0 ? 1 : 0
            }
            try store.close()
            return try Workspace.size(path)
        }
        let half = try run(polls / 2)
        year.bytes = try run(polls - polls / 2)
        let perPoll = Double(year.bytes - half) / Double(polls - polls / 2)
        year.bytesOfYear = year.bytes + Int(perPoll * Double(max(0, LabCloud.year - polls)))
        year.secondsPerPoll = (ProcessorTime.now - start) / .seconds(1) / Double(polls)
        year.saves = try Saves.compare(&lab, polls: polls, in: workspace)
        return year
    }
}
