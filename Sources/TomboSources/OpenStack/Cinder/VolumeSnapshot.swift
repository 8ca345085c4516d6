public import TomboRecords

extension Cinder {
    /// A volume as it was at a moment.
    public struct Snapshot: Record, Decodable {
        var id: String
        var name: String?
        var volume: String
        var size: Int64
        var status: String
        var project: String?
        var user: String?
        var groupSnapshot: String?
        var metadata: [String: String]?
        var description: String?
        var createdAt: String?

        enum CodingKeys: String, CodingKey {
            case id, name, size, status, metadata, description
            case volume = "volume_id"
            case project = "os-extended-snapshot-attributes:project_id"
            case user = "user_id"
            case groupSnapshot = "group_snapshot_id"
            case createdAt = "created_at"
        }

        public var values: [Value] {
            [
                .init(id), .init(name), .init(volume), .init(size), .init(status), .init(project), .init(user),
                .init(groupSnapshot), Cinder.open(metadata), .init(description), .init(createdAt),
            ]
        }

        public static let spec = RecordSpec(
            kind: "cinder_snapshot",
            summary: "A snapshot of a volume, as Cinder keeps it.",
            key: ["id"], name: "name", aliases: ["volume-snapshot"],
            brief: ["name", "status", "size_gib", "volume_id", "id"],
            columns: [
                .init("id", .text, .configuration, "Identity of the volume snapshot."),
                .init("name", .text, .configuration, "Name somebody gave it, if any."),
                .init("volume_id", .text, .configuration, references: "cinder_volume", "Volume that it was taken of."),
                .init("size_gib", .integer, .configuration, unit: "GiB", "Size of the volume then."),
                .init("status", .text, .status, "`available`, `creating`, `error` and the like."),
                .init("project_id", .text, .configuration, references: "keystone_project", "Project that owns it."),
                .init("user_id", .text, .configuration, references: "keystone_user", "User who took it."),
                .init(
                    "group_snapshot_id", .text, .configuration,
                    "Identity of the snapshot of a whole volume group that it belongs to, if any."),
                .init("metadata", .json, .configuration, "Keys and values that somebody gave it."),
                .init("description", .text, .configuration, "Free text that somebody gave it."),
                .init("created_at", .instant, .configuration, "When somebody asked for it."),
            ],
            examples: [
                .init(
                    "Which snapshots are there of each volume?",
                    """
                    SELECT v.name AS volume, s.name, s.size_gib, s.created_at FROM cinder_snapshot s \
                    LEFT JOIN cinder_volume v ON v.id = s.volume_id AND v.cloud = s.cloud ORDER BY volume, s.created_at
                    """)
            ])
    }
}

extension Cinder {
    /// Lists the volume snapshots of all projects.
    struct Snapshots: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Snapshot> {
            try await client.list(
                Snapshot.self, of: Snapshot.spec.kind, from: .volume, "/snapshots/detail", query: allProjects,
                under: "snapshots")
        }
    }
}
