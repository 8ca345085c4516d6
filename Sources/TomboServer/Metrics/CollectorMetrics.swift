import TomboQuery
import TomboRecords
import TomboStore

/// How the collectors ended in the last snapshot, and when each was last whole.
enum CollectorMetrics {
    private static let query = """
        SELECT o.source, k.name,
          (SELECT r.outcome FROM collection_run r WHERE r.collector_id = o.id AND r.outcome <> 'skipped'
           AND r.first_seq <= ?2 ORDER BY r.first_seq DESC LIMIT 1),
          (SELECT s.finished_at FROM snapshot s WHERE s.cloud_id = o.cloud_id AND s.seq <=
            (SELECT r.last_seq FROM collection_run r WHERE r.collector_id = o.id AND r.outcome = 'complete'
             ORDER BY r.first_seq DESC LIMIT 1) ORDER BY s.seq DESC LIMIT 1),
          c.requests, c.bytes, c.duration_ms
        FROM collector o JOIN cloud ON cloud.id = o.cloud_id JOIN kind k ON k.id = o.kind_id
        LEFT JOIN collection_cost c ON c.collector_id = o.id AND c.seq =
          (SELECT max(seq) FROM collection_cost WHERE collector_id = o.id)
        WHERE cloud.name = ?1
          AND EXISTS (SELECT 1 FROM collection_run r WHERE r.collector_id = o.id AND r.outcome <> 'skipped')
        ORDER BY o.source, k.name
        """

    static func add(_ archives: [(cloud: String, archive: Archive)], to metrics: inout MetricsText) throws {
        var complete: [MetricsText.Sample] = []
        var whole: [MetricsText.Sample] = []
        var costs: [[MetricsText.Sample]] = [[], [], []]
        for (cloud, archive) in archives {
            let rows = try archive.moment { moment in
                try moment.reader.rows(query, [.text(cloud), .integer(moment.snapshot.seq)])
            }
            for row in rows {
                let labels = [("cloud", cloud), ("source", row[0].text ?? ""), ("kind", row[1].text ?? "")]
                complete.append(.init(row[2].text.map { $0 == "complete" ? 1 : 0 }, labels))
                whole.append(.init(row[3].number.map { $0 / 1000 }, labels))
                costs[0].append(.init(row[4].number, labels))
                costs[1].append(.init(row[5].number, labels))
                costs[2].append(.init(row[6].number.map { $0 / 1000 }, labels))
            }
        }
        metrics.add(
            "tombo_collector_complete", .gauge, "Whether the last attempt at the kind saw all of it (1) or not (0).",
            complete)
        metrics.add(
            "tombo_collector_last_complete_timestamp_seconds", .gauge,
            "When the last snapshot ended that saw all of the kind; its age is time() less it.", whole)
        metrics.add("tombo_collector_requests", .gauge, "Requests of the last attempt at the kind.", costs[0])
        metrics.add("tombo_collector_received_bytes", .gauge, "Bytes of the answers to them.", costs[1])
        metrics.add("tombo_collector_duration_seconds", .gauge, "What the last attempt at the kind took.", costs[2])
    }
}
