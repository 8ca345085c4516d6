import TomboRecords

extension Ceph {
    /// The cluster as a whole.
    struct Cluster: Record {
        var map: OSDMap
        var status: Status
        /// nil while no manager counts.
        var room: Room?

        var values: [Value] {
            let groups = room == nil ? nil : status.groups
            return [
                .init(map.fsid), .init(status.health.status), Ceph.set(map.flags), .init(map.release),
                .init(status.monitorMap.release), Ceph.ratio(map.nearfullRatio), Ceph.ratio(map.backfillfullRatio),
                Ceph.ratio(map.fullRatio), .init(map.created), .init(room?.stats.total),
                .init(room?.stats.used), .init(room?.stats.available), .init(groups?.count), .init(groups?.unclean),
                .init(groups?.inactive), .init(groups.map { $0.degradedObjects ?? 0 }),
                .init(groups.map { $0.misplacedObjects ?? 0 }),
            ]
        }

        static let spec = RecordSpec(
            kind: "ceph_cluster",
            summary: "A Ceph cluster: its health, its thresholds, and what is used of it.",
            key: ["fsid"], name: "fsid", aliases: ["ceph-cluster"],
            brief: ["fsid", "health", "flags", "bytes_total", "bytes_used", "bytes_avail"],
            columns: [
                .init("fsid", .text, .configuration, "Identity of the cluster."),
                .init("health", .text, .status, "`HEALTH_OK`, `HEALTH_WARN` or `HEALTH_ERR`."),
                .init(
                    "flags", .set, .configuration,
                    "Flags of the OSD map; `noout`, `norecover`, `pause` and the like were set by somebody."),
                .init("require_osd_release", .text, .configuration, "Oldest release that an OSD may have."),
                .init("min_mon_release", .text, .configuration, "Oldest release that a monitor may have."),
                .init(
                    "nearfull_ratio", .real, .configuration,
                    "Share of an OSD from which Ceph warns; plan on this one."),
                .init(
                    "backfillfull_ratio", .real, .configuration,
                    "Share of an OSD from which no data are moved to it."),
                .init("full_ratio", .real, .configuration, "Share of one OSD from which all writing stops."),
                .init("created_at", .instant, .configuration, "When the cluster was made."),
                .init("bytes_total", .integer, .measure, unit: "B", "Raw size of all OSDs that are in."),
                .init("bytes_used", .integer, .measure, unit: "B", "Raw bytes in use, every copy counted."),
                .init("bytes_avail", .integer, .measure, unit: "B", "Raw bytes free."),
                .init("pgs", .integer, .measure, unit: "count", "Placement groups."),
                .init(
                    "pgs_unclean", .integer, .measure, unit: "count",
                    "Placement groups that are not both active and clean."),
                .init(
                    "pgs_inactive", .integer, .measure, unit: "count",
                    "Placement groups that serve nothing now: what is in them cannot be read or written."),
                .init(
                    "degraded_objects", .integer, .measure, unit: "count",
                    "Copies of objects that are missing."),
                .init(
                    "misplaced_objects", .integer, .measure, unit: "count",
                    "Copies of objects that are not yet where they belong."),
            ],
            examples: [
                .init(
                    "Is Ceph healthy, and how full is it?",
                    """
                    SELECT health, round(bytes_used * 100.0 / bytes_total, 1) AS percent_used, nearfull_ratio * 100 AS \
                    nearfull_percent FROM ceph_cluster
                    """)
            ])
    }

    struct Clusters: Collector {
        func collect(from client: CephClient) async throws(CollectError) -> Listing<Cluster> {
            let map = try await client.map()
            let status = try await client.status()
            let room = try await Beside(client.room)
            return .lacking([Cluster(map: map, status: status, room: room.body)], [room.reason])
        }
    }
}
