import Foundation
import TomboLoad

/// Prepares the databases that the benchmarks read, measures what is no time
/// (bytes), and runs one workload alone, as a profiler needs it.
@main
enum Main {
    static let usage = """
        USAGE: tombo-load prepare FOLDER POLLS    make the databases; their sizes as JSON
               tombo-load year FOLDER POLLS       simulate polls of the lab; the file's size as JSON
               tombo-load run FOLDER NAME RUNS    run one workload; its best and median time
        """

    static func main() throws {
        let words = CommandLine.arguments.dropFirst()
        guard words.count >= 3, let last = words.last.flatMap({ Int($0) }) else { return print(usage) }
        let workspace = Workspace(folder: words[2])
        try FileManager.default.createDirectory(at: workspace.folder, withIntermediateDirectories: true)
        switch words[1] {
        case "prepare":
            try Year.prepareLab(in: workspace)
            try show([
                workspace.prepare(servers: Workspace.small, polls: last),
                workspace.prepare(servers: Workspace.large, polls: last),
            ])
        case "year": try show(Year.simulate(polls: last, in: workspace))
        case "run": try run(words[3], in: workspace, runs: last)
        default: print(usage)
        }
    }

    private static func show(_ result: some Encodable) throws {
        print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
    }

    private static func run(_ name: String, in workspace: Workspace, runs: Int) throws {
        guard let workload = Workload.named(name) else {
            return print("There is none called \(name): \(Workload.all.map(\.name).joined(separator: " "))")
        }
        let body = try workload.setUp(workspace)
        var times: [(wall: Double, cpu: Double)] = []
        for _ in 0..<runs {
            try body { work in
                let (wall, cpu) = (ContinuousClock.now, ProcessorTime.now)
                try work()
                let used = ProcessorTime.now - cpu
                times.append(((ContinuousClock.now - wall) / .milliseconds(1), used / .milliseconds(1)))
            }
        }
        let (wall, cpu) = (times.map(\.wall).sorted(), times.map(\.cpu).sorted())
        print(
            name, "ms: best", text(wall[0]), "median", text(wall[runs / 2]), "CPU best", text(cpu[0]), "median",
            text(cpu[runs / 2]))
    }

    private static func text(_ number: Double) -> String { String(format: "%.2f", number) }
}
