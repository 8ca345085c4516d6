import Foundation
import TomboRecords
import TomboSources
import TomboStore

/// The lab that the courses run on: six machines and their servers, polled every five minutes.
struct Lab {
    private var fleet: Fleet
    private let small: [Collection]
    private var poll = 0

    /// Five-minute polls of a year.
    static let year = 105_120
    static let day = 288

    init() throws {
        fleet = try Fleet(servers: 6, hosts: 4)
        small = try SmallKinds.collections()
    }

    /// The next poll: three changes a day, and a free disk that moves with every one.
    mutating func next() throws -> Round {
        poll += 1
        if poll % (Self.day / 3) == 0 { try fleet.change(1) }
        var round = try fleet.round()
        round.collections += small
        return round
    }
}

/// What a simulated year of polls came to.
public struct Year: Codable, Sendable {
    public var polls: Int
    public var resources: Int
    public var kinds: Int
    /// Of the closed file after all `polls`.
    public var bytes: Int
    /// What it would be after a whole year, from the growth over the second half.
    public var bytesOfYear: Int
    public var secondsPerPoll: Double

    /// The database of the lab after a day, small and warm, as the start-up of a command needs it.
    public static func prepareLab(in workspace: Workspace) throws {
        let path = workspace.scratch("lab")
        workspace.remove(path)
        var lab = try Lab()
        let store = try workspace.open(path)
        for _ in 0..<Lab.day { _ = try store.save(try lab.next()) }
        try store.close()
    }

    /// Runs so many polls; fewer than a year's are extrapolated.
    public static func simulate(polls: Int, in workspace: Workspace) throws -> Year {
        let path = workspace.scratch("year")
        workspace.remove(path)
        var lab = try Lab()
        var resources = 0
        var kinds = 0
        let start = ContinuousClock.now
        func run(_ count: Int) throws -> Int {
            let store = try workspace.open(path)
            for _ in 0..<count {
                let round = try lab.next()
                resources = try store.save(round).resources
                kinds = round.collections.count
            }
            try store.close()
            return try Workspace.size(path)
        }
        let half = try run(polls / 2)
        let whole = try run(polls - polls / 2)
        let perPoll = Double(whole - half) / Double(polls - polls / 2)
        let seconds = (ContinuousClock.now - start) / .seconds(1) / Double(polls)
        workspace.remove(path)
        return Year(
            polls: polls, resources: resources, kinds: kinds, bytes: whole,
            bytesOfYear: whole + Int(perPoll * Double(max(0, Lab.year - polls))), secondsPerPoll: seconds)
    }
}
