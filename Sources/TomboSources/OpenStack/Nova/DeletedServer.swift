public import TomboRecords

extension Nova {
    /// A server that Nova itself says is deleted.
    ///
    /// It confirms what the listing of servers can only suggest by leaving
    /// one out, and it is all there is of a server that lived between two
    /// rounds. Nova forgets it when its operator archives deleted rows; tombo
    /// does not.
    public struct DeletedServer: Record {
        var id: String
        var status: String
        var name: String
        var project: String
        var user: String?
        var host: String?
        var hypervisor: String?
        var flavor: String?
        var image: String?
        var created: String?
        var launchedAt: String?
        var terminatedAt: String?
        var fault: ServerFault?

        public var values: [Value] {
            [
                .init(id), .init(name), .init(project), .init(user), .init(host), .init(hypervisor), .init(flavor),
                .init(image), .init(created), .init(launchedAt), .init(terminatedAt), .init(fault?.message),
            ]
        }

        public static let spec = RecordSpec(
            kind: "nova_deleted_server",
            summary: "A server that Nova says is deleted; the first round asks for those of the last 30 days.",
            key: ["id"], name: "name", aliases: ["deleted-server"], accumulates: true, firstLookDays: 30,
            brief: ["name", "terminated_at", "host", "flavor_name", "project_id", "id"],
            columns: [
                .init("id", .text, .configuration, "Identity that the server had."),
                .init("name", .text, .configuration, "Name that it had at the end."),
                .init(
                    "project_id", .text, .configuration, references: "keystone_project",
                    "Project that owned the server."
                ),
                .init("user_id", .text, .configuration, references: "keystone_user", "User who made it."),
                .init(
                    "host", .text, .configuration,
                    "Compute host it was last on, as nova.conf spells it; null if it never got one."),
                .init(
                    "hypervisor_hostname", .text, .configuration, references: "nova_hypervisor",
                    "Hypervisor it was last on; null if it never got one."),
                .init("flavor_name", .text, .configuration, "Name of its flavor when it was made or resized."),
                .init("image_id", .text, .configuration, "Image it was made from; null when it booted from a volume."),
                .init("created", .instant, .configuration, "When somebody asked for it."),
                .init("launched_at", .instant, .configuration, "When it last came up on a host."),
                .init(
                    "terminated_at", .instant, .configuration,
                    "When it was deleted; null when Nova did not note it, as for one that never got a host."),
                .init("fault_message", .text, .configuration, "What Nova says of a fault that it had."),
            ],
            examples: [
                .init(
                    "Which servers lived between two snapshots and were never seen alive?",
                    """
                    SELECT d.name, d.created, d.terminated_at FROM nova_deleted_server d WHERE NOT EXISTS \
                    (SELECT 1 FROM resource r JOIN kind k ON k.id = r.kind_id JOIN cloud c ON c.id = r.cloud_id \
                    WHERE r.key = d.id AND k.name = 'nova_server' AND c.name = d.cloud) ORDER BY d.terminated_at
                    """),
                .init(
                    "What was deleted last?",
                    "SELECT name, terminated_at, host FROM nova_deleted_server ORDER BY terminated_at DESC LIMIT 20"),
            ])
    }
}

extension Nova.DeletedServer: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id, name, status, flavor, image, created, fault
        case project = "tenant_id"
        case user = "user_id"
        case host = "OS-EXT-SRV-ATTR:host"
        case hypervisor = "OS-EXT-SRV-ATTR:hypervisor_hostname"
        case launchedAt = "OS-SRV-USG:launched_at"
        case terminatedAt = "OS-SRV-USG:terminated_at"
    }

    private struct Flavor: Decodable {
        var name: String?

        enum CodingKeys: String, CodingKey { case name = "original_name" }
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func text(_ key: CodingKeys) throws -> String? {
            let text = try fields.decodeIfPresent(String.self, forKey: key)
            return text == "" ? nil : text
        }
        id = try fields.decode(String.self, forKey: .id)
        status = try fields.decode(String.self, forKey: .status)
        name = try fields.decode(String.self, forKey: .name)
        project = try fields.decode(String.self, forKey: .project)
        user = try text(.user)
        host = try text(.host)
        hypervisor = try text(.hypervisor)
        flavor = try fields.decodeIfPresent(Flavor.self, forKey: .flavor)?.name
        image = try ServerImage.id(fields, .image)
        created = try text(.created)
        launchedAt = try text(.launchedAt)
        terminatedAt = try text(.terminatedAt)
        fault = try fields.decodeIfPresent(ServerFault.self, forKey: .fault)
    }
}

extension Nova {
    /// Lists the servers of all projects and cells that were deleted.
    struct DeletedServers: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<DeletedServer> {
            let kind = DeletedServer.spec.kind
            let listing = try await client.list(
                CellRow<DeletedServer>.self, of: kind, from: .compute, "/servers/detail",
                query: [("all_tenants", "1"), ("deleted", "True")] + client.changesSince(kind), under: "servers")
            // Asked for deleted ones Nova also gives those that can still be restored, `SOFT_DELETED`.
            return CellRow.reached(listing, kind).flatMap { $0.status == "DELETED" ? [$0] : [] }
        }
    }
}
