import Foundation
import TomboQuery
import TomboRecords
import TomboStore

extension Workload {
    /// Questions about what fits, asked of a database with 50 flavors, 1,000 hosts and 100,000 servers with their claims:
    /// reading it is a part of what is measured.
    static let fitting = [
        capacity("capacity-all", CapacityQuestion()),
        capacity("capacity-hosts", CapacityQuestion(grouping: .host)),
        capacity(
            "fit-500",
            FitQuestion(
                (0..<ComputeKinds.flavors).map { FlavorCount(flavor: ComputeKinds.flavorName($0), count: 10) })),
        capacity("n-plus-one", CapacityQuestion(isNPlusOne: true), runs: 10),
        capacity("where-moves", WhereQuestion(resources: ["lb"], findsMoves: true)),
        capacity("status-large", StatusQuestion()),
    ]

    private static func capacity(
        _ name: String, _ question: some Question, runs: Int = 200
    ) -> Workload {
        Workload(name: name, runs: runs) { workspace in
            let archive = try workspace.archive(path: workspace.capacityDatabase())
            return { timer in
                var answer: Answer?
                try timer { answer = try archive.answer(question, at: .latest) }
                withExtendedLifetime(answer) {}
            }
        }
    }
}

extension Workspace {
    /// The database of the cloud whose capacity is counted, made when it is first asked for.
    func capacityDatabase() throws -> String {
        let path = scratch("capacity-\(Self.large)")
        if FileManager.default.fileExists(atPath: path) { return path }
        let half = scratch("capacity-being-made")
        remove(half)
        var fleet = try Fleet(servers: Self.large)
        let store = try open(half)
        _ = try store.save(try fleet.capacityRound())
        try store.close()
        try FileManager.default.moveItem(atPath: half, toPath: path)
        return path
    }
}
