import TomboRecords
import TomboStore

/// What the daemon itself did since it was started.
enum DaemonMetrics {
    static func text(
        _ state: RoundJournal.State, failures: [String: [String: Int]], asking: Set<String>, started: Instant
    ) -> String {
        var metrics = MetricsText()
        metrics.add(
            "tombo_build_info", .gauge, "The version that runs.", [.init(1, [("version", TomboVersion.current)])])
        metrics.add(
            "tombo_start_timestamp_seconds", .gauge, "When the daemon was started.",
            [.init(Double(started.milliseconds) / 1000)])
        metrics.add(
            "tombo_store_writable", .gauge, "Whether the last snapshot could be saved (1) or not (0).",
            [.init(state.fault == nil ? 1 : 0)])
        let clouds = state.clouds.sorted { $0.key < $1.key }
        metrics.add(
            "tombo_rounds_total", .counter, "Rounds that were saved as a snapshot.",
            clouds.map { .init($1.rounds, [("cloud", $0)]) })
        metrics.add(
            "tombo_rounds_lost_total", .counter, "Rounds that could not be saved, by the code of the error.",
            clouds.flatMap { cloud, one in
                one.lost.sorted { $0.key < $1.key }.map { .init($1, [("cloud", cloud), ("code", $0)]) }
            })
        metrics.add(
            "tombo_rounds_not_begun_total", .counter, "Rounds in which the cloud could not be asked at all.",
            clouds.map { .init($1.unasked, [("cloud", $0)]) })
        metrics.add(
            "tombo_changes_total", .counter, "Resources that appeared, changed or went.",
            clouds.map { .init($1.changes, [("cloud", $0)]) })
        metrics.add(
            "tombo_round_duration_seconds", .gauge, "What the last round took, with saving it.",
            clouds.map { .init($1.lastSeconds, [("cloud", $0)]) })
        metrics.add(
            "tombo_round_seconds_total", .counter, "What all rounds took.",
            clouds.map { .init($1.secondsSum, [("cloud", $0)]) })
        metrics.add(
            "tombo_round_running", .gauge, "Whether the cloud is being asked now.",
            clouds.map { .init(asking.contains($0.key) ? 1 : 0, [("cloud", $0.key)]) })
        metrics.add(
            "tombo_source_failures_total", .counter, "Rounds in which the source gave nothing.",
            clouds.flatMap { cloud, one in
                one.failures.sorted { $0.key < $1.key }.map { .init($1, [("cloud", cloud), ("source", $0)]) }
            })
        metrics.add(
            "tombo_source_failures_in_a_row", .gauge, "The same since it last gave something: it is asked less often.",
            failures.sorted { $0.key < $1.key }.flatMap { cloud, one in
                one.sorted { $0.key < $1.key }.map { .init($1, [("cloud", cloud), ("source", $0)]) }
            })
        metrics.add(
            "tombo_reloads_total", .counter, "Configurations that were read anew, and whether they were taken.",
            state.reloads.sorted { $0.key < $1.key }.map { .init($1, [("result", $0)]) })
        let upkeep = state.upkeep.sorted { $0.key < $1.key }
        metrics.add(
            "tombo_upkeep_ok", .gauge, "Whether the last run of the task was well (1) or not (0).",
            upkeep.map { .init($1.isDone ? 1 : 0, [("task", $0)]) })
        metrics.add(
            "tombo_upkeep_timestamp_seconds", .gauge, "When the task last ran.",
            upkeep.map { .init(Double($1.at.milliseconds) / 1000, [("task", $0)]) })
        return metrics.text
    }
}
