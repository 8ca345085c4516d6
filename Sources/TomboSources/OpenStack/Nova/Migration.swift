public import TomboRecords

extension Nova {
    /// A server's way from one host to another, or to another flavor.
    ///
    /// The key is the uuid, by which Placement knows the claim that a
    /// migration holds; the number is counted by each cell for itself.
    ///
    /// `updated_at` is kept: it stands still once a migration has ended, and
    /// then says when that was.
    public struct Migration: Record, Decodable {
        var uuid: String
        var id: Int64
        var instance: String
        var type: String?
        var status: String
        var sourceCompute: String?
        var destinationCompute: String?
        var sourceNode: String?
        var destinationNode: String?
        var createdAt: String?
        var updatedAt: String?
        var user: String?
        var project: String?

        enum CodingKeys: String, CodingKey {
            case uuid, id, status
            case instance = "instance_uuid"
            case type = "migration_type"
            case sourceCompute = "source_compute"
            case destinationCompute = "dest_compute"
            case sourceNode = "source_node"
            case destinationNode = "dest_node"
            case createdAt = "created_at"
            case updatedAt = "updated_at"
            case user = "user_id"
            case project = "project_id"
        }

        public var values: [Value] {
            [
                .init(uuid), .init(id), .init(instance), .init(type), .init(status), .init(sourceCompute),
                .init(destinationCompute), .init(sourceNode), .init(destinationNode), .init(createdAt),
                .init(updatedAt), .init(user), .init(project),
            ]
        }
    }
}

extension Nova.Migration {
    public static let spec = RecordSpec(
        kind: "nova_migration",
        summary: "A migration: a server's way from one host to another, or to another flavor.",
        key: ["uuid"], name: "uuid", aliases: ["migration"], accumulates: true, eventOf: "instance_uuid",
        brief: ["created_at", "instance_uuid", "migration_type", "status", "source_compute", "dest_compute"],
        columns: [
            .init(
                "uuid", .text, .configuration, "Identity of the migration, under which Placement may hold its claim."),
            .init(
                "migration_id", .integer, .configuration,
                "Number by which Nova's commands call it; each cell counts for itself."),
            .init("instance_uuid", .text, .configuration, references: "nova_server", "Server that is moved."),
            .init(
                "migration_type", .text, .configuration, "`live-migration`, `migration`, `resize` or `evacuation`."),
            .init(
                "status", .text, .status,
                "How far it is; it ends as `completed`, `done`, `confirmed`, `reverted`, `failed`, `error` or `cancelled`."
            ),
            .init(
                "source_compute", .text, .configuration,
                references: .init("nova_compute_service", column: "host", whose: .init("binary", "nova-compute")),
                "Host that the server leaves, as nova.conf spells it."),
            .init(
                "dest_compute", .text, .configuration,
                references: .init("nova_compute_service", column: "host", whose: .init("binary", "nova-compute")),
                "Host that it goes to, as nova.conf spells it; null before one is chosen."),
            .init(
                "source_node", .text, .configuration, references: "nova_hypervisor",
                "Hypervisor that the server leaves."
            ),
            .init(
                "dest_node", .text, .configuration, references: "nova_hypervisor",
                "Hypervisor that it goes to; null before one is chosen."),
            .init("created_at", .instant, .configuration, "When it was begun."),
            .init(
                "updated_at", .instant, .status, "When Nova last noted something about it: its end, once it has one."),
            .init("user_id", .text, .configuration, references: "keystone_user", "User who asked for it."),
            .init(
                "project_id", .text, .configuration, references: "keystone_project",
                "Project that the user had signed in to."),
        ],
        examples: [
            .init(
                "Which server went from where to where, and how did it end?",
                """
                SELECT m.created_at, s.name, m.migration_type, m.status, m.source_compute, m.dest_compute \
                FROM nova_migration m LEFT JOIN nova_server s ON s.id = m.instance_uuid AND s.cloud = m.cloud \
                ORDER BY m.created_at DESC
                """),
            .init(
                "Which migrations have not ended?",
                """
                SELECT uuid, instance_uuid, status, updated_at FROM nova_migration WHERE status NOT IN \
                ('completed', 'confirmed', 'reverted', 'failed', 'error', 'cancelled', 'done') ORDER BY updated_at
                """),
        ])
}

extension Nova {
    /// Lists the migrations of all cells that are new or changed.
    struct Migrations: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Migration> {
            let kind = Migration.spec.kind
            return try await client.list(
                Migration.self, of: kind, from: .compute, "/os-migrations", query: client.changesSince(kind),
                under: "migrations")
        }
    }
}
