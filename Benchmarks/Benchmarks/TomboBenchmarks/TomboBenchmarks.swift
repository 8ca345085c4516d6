import Benchmark
import Foundation
import TomboLoad

/// Every workload as a benchmark; `scripts/bench` prepares the databases and names their folder.
let benchmarks: @Sendable () -> Void = {
    // The library's own clock for this ticks every 10 ms: too coarse for budgets of 20 ms.
    let cpu = BenchmarkMetric.custom("CPU time (μs)", polarity: .prefersSmaller, useScalingFactor: false)
    let environment = ProcessInfo.processInfo.environment
    let workspace = Workspace(folder: environment["TOMBO_BENCH_FOLDER"] ?? "/tmp/tombo-bench")
    let seconds = environment["TOMBO_BENCH_SECONDS"].flatMap { Int($0) } ?? 10

    for workload in Workload.all {
        let configuration = Benchmark.Configuration(
            metrics: [.wallClock, cpu], warmupIterations: 1, maxDuration: .seconds(seconds),
            maxIterations: workload.runs)
        let runs = Runs(of: workload, in: workspace)
        Benchmark(workload.name, configuration: configuration) { benchmark in
            try runs.next(benchmark) { benchmark.measurement(cpu, Int($0 / .microseconds(1))) }
        }
    }
}

/// A workload that is set up when it is first run, in the process that
/// measures: the library asks every process for the list of all.
///
/// Each run is written down too, for the table of `scripts/bench`: the
/// library's exports leave out what takes seconds. It runs one at a time.
private final class Runs: @unchecked Sendable {
    private let workload: Workload
    private let workspace: Workspace
    private var body: ((Workload.Timer) throws -> Void)?
    private var isWarm = false

    init(of workload: Workload, in workspace: Workspace) {
        self.workload = workload
        self.workspace = workspace
    }

    func next(_ benchmark: Benchmark, report: (Duration) -> Void) throws {
        let body = try self.body ?? workload.setUp(workspace)
        self.body = body
        var (wall, cpu) = (Duration.zero, Duration.zero)
        try body { work in
            benchmark.startMeasurement()
            let (start, used) = (ContinuousClock.now, ProcessorTime.now)
            try work()
            (wall, cpu) = (ContinuousClock.now - start, ProcessorTime.now - used)
            benchmark.stopMeasurement()
        }
        report(cpu)
        if isWarm { try workspace.record(workload.name, wall: wall, cpu: cpu) }
        isWarm = true
    }
}
