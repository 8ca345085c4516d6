public import TomboRecords

extension Cinder {
    /// One of Cinder's own processes.
    ///
    /// `updated_at` is not stored: it moves with every heartbeat.
    public struct Service: Record, Decodable {
        var host: String
        var binary: String
        var zone: String?
        var status: String
        var disabledReason: String?
        var state: String
        var backendState: String?
        var cluster: String?
        var isFrozen: Bool?
        var replicationStatus: String?
        var activeBackend: String?

        enum CodingKeys: String, CodingKey {
            case host, binary, zone, status, state, cluster
            case disabledReason = "disabled_reason"
            case backendState = "backend_state"
            case isFrozen = "frozen"
            case replicationStatus = "replication_status"
            case activeBackend = "active_backend_id"
        }

        public var values: [Value] {
            [
                .init(host), .init(binary), .init(zone), .init(status), .init(disabledReason), .init(state),
                .init(backendState), .init(cluster), .init(isFrozen), .init(replicationStatus), .init(activeBackend),
            ]
        }

        public static let spec = RecordSpec(
            kind: "cinder_service",
            summary: "One of Cinder's own processes: cinder-volume, cinder-scheduler, cinder-backup.",
            key: ["host", "binary"], name: "host", aliases: ["volume-service"],
            brief: ["host", "binary", "state", "status", "zone", "disabled_reason"],
            columns: [
                .init(
                    "host", .text, .configuration,
                    "Name in cinder.conf; for cinder-volume with its backend, as in `cinder@cinder-ceph`."),
                .init("binary", .text, .configuration, "Name of the process, such as `cinder-volume`."),
                .init("zone", .text, .configuration, "Availability zone it is in."),
                .init("status", .text, .configuration, "`enabled` or `disabled`: whether the scheduler may use it."),
                .init("disabled_reason", .text, .configuration, "What somebody wrote when disabling it."),
                .init("state", .text, .status, "`up` or `down`: whether its last heartbeat is recent."),
                .init(
                    "backend_state", .text, .status,
                    "`up` or `down`: whether its driver reaches the storage; null for all but cinder-volume."),
                .init("cluster", .text, .configuration, "Cluster of cinder-volumes it belongs to, if any."),
                .init(
                    "frozen", .boolean, .configuration,
                    "Whether its resources may not be changed; null for all but cinder-volume."),
                .init(
                    "replication_status", .text, .status,
                    "Whether its backend replicates, and where it stands; null for all but cinder-volume."),
                .init(
                    "active_backend_id", .text, .configuration,
                    "Backend that it failed over to; null when it did not."),
            ],
            examples: [
                .init(
                    "Which of Cinder's processes are not running?",
                    "SELECT host, binary, state FROM cinder_service WHERE state <> 'up' ORDER BY host, binary")
            ])
    }
}

extension OpenStackClient {
    /// Cinder's processes, asked once a round; Cinder gives them all at once.
    func volumeServices() async throws(CollectError) -> Listing<Cinder.Service> {
        try await shared("volume-services") { () async throws(CollectError) in
            try await list(
                Cinder.Service.self, of: Cinder.Service.spec.kind, from: .volume, "/os-services", under: "services")
        }
    }
}

extension Cinder {
    /// Lists Cinder's processes.
    struct Services: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Service> {
            try await client.volumeServices()
        }
    }
}
