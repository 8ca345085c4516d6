import TomboQuery
import TomboRecords
import TomboStore

/// The last snapshot itself: its number, its times, how many resources it has.
enum SnapshotMetrics {
    static func add(_ archives: [(cloud: String, archive: Archive)], to metrics: inout MetricsText) throws {
        var numbers: [MetricsText.Sample] = []
        var times: [MetricsText.Sample] = []
        var resources: [MetricsText.Sample] = []
        var changes: [MetricsText.Sample] = []
        for (cloud, archive) in archives {
            let labels = [("cloud", cloud)]
            let (snapshot, sums) = try archive.moment { moment in
                (
                    moment.snapshot,
                    try moment.reader.rows(
                        "SELECT resources, changes FROM snapshot WHERE seq = ?1", [.integer(moment.snapshot.seq)])
                )
            }
            numbers.append(.init(Double(snapshot.seq), labels))
            times.append(.init(Double(snapshot.finishedAt.milliseconds) / 1000, labels))
            resources.append(.init(sums.first?[0].number, labels))
            changes.append(.init(sums.first?[1].number, labels))
        }
        metrics.add("tombo_snapshot_number", .gauge, "Number of the cloud's last snapshot.", numbers)
        metrics.add(
            "tombo_snapshot_timestamp_seconds", .gauge,
            "When the cloud's last snapshot ended; its age is time() less it.",
            times)
        metrics.add("tombo_snapshot_resources", .gauge, "Resources of the cloud in its last snapshot.", resources)
        metrics.add(
            "tombo_snapshot_changes", .gauge, "Resources that appeared, changed or went in the cloud's last snapshot.",
            changes)
    }
}
