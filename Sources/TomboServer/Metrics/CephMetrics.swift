import TomboQuery
import TomboRecords
import TomboStore

/// Raw and usable bytes of Ceph, and its health.
enum CephMetrics {
    static let health = ["HEALTH_OK", "HEALTH_WARN", "HEALTH_ERR"]

    static func add(_ archives: [(cloud: String, archive: Archive)], to metrics: inout MetricsText) throws {
        var states: [MetricsText.Sample] = []
        var raw: [[MetricsText.Sample]] = [[], [], [], [], []]
        var pools: [[MetricsText.Sample]] = [[], [], []]
        for (cloud, archive) in archives {
            try archive.moment { moment in
                for row in try moment.reader.rows(
                    """
                    SELECT fsid, health, bytes_total, bytes_used, bytes_avail, pgs_unclean, degraded_objects
                    FROM ceph_cluster WHERE cloud = ?1 ORDER BY fsid
                    """, [.text(cloud)])
                {
                    let labels = [("cloud", cloud), ("fsid", row[0].text ?? "")]
                    for state in health {
                        states.append(.init(row[1].text == state ? 1 : 0, labels + [("health", state)]))
                    }
                    for index in raw.indices { raw[index].append(.init(row[2 + index].number, labels)) }
                }
                for row in try moment.reader.rows(
                    """
                    SELECT name, stored_bytes, used_bytes, max_avail_bytes FROM ceph_pool WHERE cloud = ?1 ORDER BY name
                    """, [.text(cloud)])
                {
                    let labels = [("cloud", cloud), ("pool", row[0].text ?? "")]
                    for index in pools.indices { pools[index].append(.init(row[1 + index].number, labels)) }
                }
            }
        }
        metrics.add("tombo_ceph_health", .gauge, "Ceph's health: 1 at the one that it has.", states)
        metrics.add("tombo_ceph_raw_total_bytes", .gauge, "What the disks hold, every copy counted.", raw[0])
        metrics.add("tombo_ceph_raw_used_bytes", .gauge, "What is used of it.", raw[1])
        metrics.add("tombo_ceph_raw_available_bytes", .gauge, "What is free of it.", raw[2])
        metrics.add(
            "tombo_ceph_unclean_placement_groups", .gauge, "Placement groups that are not active+clean.", raw[3])
        metrics.add("tombo_ceph_degraded_objects", .gauge, "Copies of objects that are missing.", raw[4])
        metrics.add("tombo_ceph_pool_stored_bytes", .gauge, "What clients stored in the pool, counted once.", pools[0])
        metrics.add("tombo_ceph_pool_used_bytes", .gauge, "What that takes of the disks.", pools[1])
        metrics.add(
            "tombo_ceph_pool_usable_bytes", .gauge, "What clients can still store in the pool, counted once.", pools[2])
    }
}
