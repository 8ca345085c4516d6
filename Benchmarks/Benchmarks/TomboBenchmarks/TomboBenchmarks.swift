import Benchmark
import Foundation
import TomboLoad

/// Every workload as a benchmark; `scripts/bench` prepares the databases and names their folder.
let benchmarks: @Sendable () -> Void = {
    // The library's own clock for this ticks every 10 ms: too coarse for budgets of 20 ms.
    let cpu = BenchmarkMetric.custom("cpu", polarity: .prefersSmaller, useScalingFactor: false)
    let environment = ProcessInfo.processInfo.environment
    let workspace = Workspace(folder: environment["TOMBO_BENCH_FOLDER"] ?? "/tmp/tombo-bench")
    let seconds = environment["TOMBO_BENCH_SECONDS"].flatMap { Int($0) } ?? 10

    for workload in Workload.all {
        // The JMH export, which holds every single run, wants the throughput too.
        let configuration = Benchmark.Configuration(
            metrics: [.wallClock, .throughput, cpu], warmupIterations: 1, maxDuration: .seconds(seconds),
            maxIterations: workload.runs)
        // Set up in the first run, in the process that measures; the library asks every process for the list.
        let prepared = Prepared(workload, workspace)
        Benchmark(workload.name, configuration: configuration) { benchmark in
            try prepared.run { work in
                benchmark.startMeasurement()
                let start = ProcessorTime.now
                try work()
                let used = ProcessorTime.now - start
                benchmark.stopMeasurement()
                benchmark.measurement(cpu, Int(used / .microseconds(1)))
            }
        }
    }
}

/// A workload that is set up when it is first run. The library runs one at a time.
private final class Prepared: @unchecked Sendable {
    private let workload: Workload
    private let workspace: Workspace
    private var body: ((Workload.Timer) throws -> Void)?

    init(_ workload: Workload, _ workspace: Workspace) {
        self.workload = workload
        self.workspace = workspace
    }

    func run(_ timer: Workload.Timer) throws {
        let body = try self.body ?? workload.setUp(workspace)
        self.body = body
        try body(timer)
    }
}
