import Foundation
import TomboLoad

/// Prepares the databases that the benchmarks read, measures what is no time
/// (bytes), and runs one workload alone, as a profiler needs it.
@main
enum Main {
    static let usage = """
        USAGE: tombo-load prepare FOLDER POLLS    make the databases; their sizes as JSON
               tombo-load year FOLDER POLLS       simulate polls of the lab into year.db; its size as JSON
               tombo-load saves FOLDER POLLS      what a poll costs after those, and on a new database; as JSON
               tombo-load fleet FOLDER SERVERS    make the first snapshot of a history of so many servers
               tombo-load run FOLDER NAME RUNS    run one workload; its best and median time
               tombo-load times FOLDER NAME RUNS  the same; seconds of the wall and of the processor, as JSON
        """

    /// Where the recordings of the lab are, seen from the folder of the repository.
    static let recordings = "Examples/lab"

    static func main() async throws {
        let words = CommandLine.arguments.dropFirst()
        guard words.count >= 3, let last = words.last.flatMap({ Int($0) }) else { return print(usage) }
        let workspace = Workspace(folder: words[2])
        try FileManager.default.createDirectory(at: workspace.folder, withIntermediateDirectories: true)
        switch words[1] {
        case "prepare":
            try await Year.prepareLab(recordings, in: workspace)
            try show([
                workspace.prepare(servers: Workspace.small, polls: last),
                workspace.prepare(servers: Workspace.large, polls: last),
            ])
        case "year": try await show(Year.simulate(recordings, polls: last, in: workspace))
        case "saves": try await show(Saves.compare(recordings, polls: last, in: workspace))
        case "fleet": try workspace.begin(servers: last)
        case "run":
            let times = try measure(words[3], in: workspace, runs: last)
            let (wall, cpu) = (times.wall.sorted(), times.cpu.sorted())
            print(
                words[3], "ms: best", text(wall[0]), "median", text(wall[last / 2]), "CPU best", text(cpu[0]), "median",
                text(cpu[last / 2]))
        case "times": try show(measure(words[3], in: workspace, runs: last))
        default: print(usage)
        }
    }

    private static func show(_ result: some Encodable) throws {
        print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
    }

    private struct Times: Encodable {
        var wall: [Double] = []
        var cpu: [Double] = []
    }

    /// Seconds of so many runs, after one that is not counted.
    private static func measure(_ name: String, in workspace: Workspace, runs: Int) throws -> Times {
        guard let workload = Workload.named(name) else {
            print("There is none called \(name): \(Workload.all.map(\.name).joined(separator: " "))")
            exit(2)
        }
        let body = try workload.setUp(workspace)
        var times = Times()
        for run in 0...max(1, runs) {
            try body { work in
                let (wall, cpu) = (ContinuousClock.now, ProcessorTime.now)
                try work()
                let used = ProcessorTime.now - cpu
                if run == 0 { return }
                times.wall.append((ContinuousClock.now - wall) / .seconds(1))
                times.cpu.append(used / .seconds(1))
            }
        }
        return times
    }

    private static func text(_ seconds: Double) -> String { String(format: "%.2f", 1000 * seconds) }
}
