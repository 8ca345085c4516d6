public import TomboRecords

extension Cinder {
    /// A disk that lives on its own and can be attached to servers.
    ///
    /// Not kept: links, and what its image said of itself but
    /// for its id.
    public struct Volume: Record, Decodable {
        struct Image: Decodable {
            var id: String?

            enum CodingKeys: String, CodingKey { case id = "image_id" }
        }

        var id: String
        var name: String?
        var size: Int64
        var status: String
        var isBootable: TextBoolean?
        var isEncrypted: Bool?
        var isMultiattach: Bool?
        var type: String?
        var availabilityZone: String?
        var host: String?
        var project: String?
        var user: String?
        var snapshot: String?
        var source: String?
        var image: Image?
        var replicationStatus: String?
        var migrationStatus: String?
        var group: String?
        var metadata: [String: String]?
        var description: String?
        var createdAt: String?
        var updatedAt: String?
        var attachments: [AttachmentDetails]

        enum CodingKeys: String, CodingKey {
            case id, name, size, status, metadata, description, attachments
            case isBootable = "bootable"
            case isEncrypted = "encrypted"
            case isMultiattach = "multiattach"
            case type = "volume_type"
            case availabilityZone = "availability_zone"
            case host = "os-vol-host-attr:host"
            case project = "os-vol-tenant-attr:tenant_id"
            case user = "user_id"
            case snapshot = "snapshot_id"
            case source = "source_volid"
            case image = "volume_image_metadata"
            case replicationStatus = "replication_status"
            case migrationStatus = "migration_status"
            case group = "group_id"
            case createdAt = "created_at"
            case updatedAt = "updated_at"
        }

        public var values: [Value] {
            let origin: [Value] = [
                .init(project), .init(user), .init(snapshot), .init(source), .init(image?.id),
                .init(replicationStatus), .init(migrationStatus), .init(group),
            ]
            return [
                .init(id), .init(name), .init(size), .init(status), .init(isBootable?.value), .init(isEncrypted),
                .init(isMultiattach), .init(type), .init(availabilityZone), .init(host),
            ] + origin + [Cinder.open(metadata), .init(description), .init(createdAt), .init(updatedAt)]
        }
    }
}

extension Cinder.Volume {
    public static let spec = RecordSpec(
        kind: "cinder_volume",
        summary: "A disk that lives on its own and can be attached to servers.",
        key: ["id"], name: "name", aliases: ["volume"],
        brief: ["name", "status", "size_gib", "volume_type", "host", "id"],
        columns: [
            .init("id", .text, .configuration, "Identity of the volume; Ceph's image is called `volume-` and this."),
            .init("name", .text, .configuration, "Name somebody gave it, if any; two volumes may share one."),
            .init("size_gib", .integer, .configuration, unit: "GiB", "Size of the disk."),
            .init("status", .text, .status, "`available`, `in-use`, `error` and the like."),
            .init("bootable", .boolean, .configuration, "Whether a server can boot from it."),
            .init("encrypted", .boolean, .configuration, "Whether its data is encrypted."),
            .init("multiattach", .boolean, .configuration, "Whether several servers may have it at once."),
            .init(
                "volume_type", .text, .configuration, references: .init("cinder_volume_type", column: "name"),
                "Name of its volume type."),
            .init("availability_zone", .text, .configuration, "Availability zone it is in."),
            .init(
                "host", .text, .configuration, references: "cinder_pool",
                "Pool it is in, such as `cinder@cinder-ceph#cinder-ceph`; null before it ever got one."),
            .init("project_id", .text, .configuration, references: "keystone_project", "Project that owns it."),
            .init("user_id", .text, .configuration, references: "keystone_user", "User who made it."),
            .init(
                "snapshot_id", .text, .configuration, references: "cinder_snapshot",
                "Volume snapshot it was made from, if any."),
            .init(
                "source_volid", .text, .configuration, references: "cinder_volume",
                "Volume it was copied from, if any."),
            .init(
                "image_id", .text, .configuration, references: "glance_image", "Image it was made from, if any."),
            .init("replication_status", .text, .status, "How its replication stands; null without one."),
            .init("migration_status", .text, .status, "How its move to another pool stands; null without one."),
            .init("group_id", .text, .configuration, "Identity of the volume group it belongs to, if any."),
            .init("metadata", .json, .configuration, "Keys and values that somebody gave it."),
            .init("description", .text, .configuration, "Free text that somebody gave it."),
            .init("created_at", .instant, .configuration, "When somebody asked for it."),
            .init("updated_at", .instant, .stamp, "When Cinder last noted a change of it."),
        ],
        examples: [
            .init(
                "Which server has which volume?",
                """
                SELECT v.name, v.size_gib, s.name AS server, a.device FROM cinder_volume v \
                JOIN cinder_attachment a ON a.volume_id = v.id AND a.cloud = v.cloud \
                LEFT JOIN nova_server s ON s.id = a.server_id AND s.cloud = a.cloud ORDER BY v.name, v.id
                """),
            .init(
                "How much does each project keep in volumes?",
                """
                SELECT p.name, count(*) AS volumes, sum(v.size_gib) AS gib FROM cinder_volume v \
                LEFT JOIN keystone_project p ON p.id = v.project_id AND p.cloud = v.cloud \
                GROUP BY v.cloud, v.project_id ORDER BY gib DESC
                """),
            .init(
                "Which volumes are not well?",
                """
                SELECT name, id, status, host FROM cinder_volume \
                WHERE status NOT IN ('available', 'in-use') ORDER BY name, id
                """),
        ])
}

extension OpenStackClient {
    /// The volumes of all projects with their attachments, asked once a round.
    func volumes() async throws(CollectError) -> Listing<Cinder.Volume> {
        try await shared("volumes") { () async throws(CollectError) in
            try await list(
                Cinder.Volume.self, of: Cinder.Volume.spec.kind, from: .volume, "/volumes/detail",
                query: Cinder.allProjects, under: "volumes")
        }
    }
}

extension Cinder {
    /// Lists the volumes of all projects.
    struct Volumes: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Volume> {
            try await client.volumes()
        }
    }
}
