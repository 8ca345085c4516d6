public import TomboRecords

extension Cinder {
    /// What ties a volume to a server.
    ///
    /// Read from inside the volumes: Cinder's own listing of attachments
    /// tells how to connect, secrets included. One that is only prepared
    /// (`reserved`, `attaching`) is not in there.
    public struct Attachment: Record {
        var details: AttachmentDetails

        public var values: [Value] {
            [
                .init(details.id), .init(details.volume), .init(details.server), .init(details.hostName),
                .init(details.device), .init(details.attachedAt),
            ]
        }

        public static let spec = RecordSpec(
            kind: "cinder_attachment",
            summary: "What ties a volume to a server.",
            key: ["id"], name: "id", aliases: ["volume-attachment"], joins: true,
            brief: ["volume_id", "server_id", "host_name", "device"],
            columns: [
                .init("id", .text, .configuration, "Identity of the attachment."),
                .init("volume_id", .text, .configuration, references: "cinder_volume", "Volume that is attached."),
                .init(
                    "server_id", .text, .configuration, references: "nova_server",
                    "Server that has it; null for one that a host has."),
                .init("host_name", .text, .configuration, "Host that it is plugged into, as nova.conf spells it."),
                .init("device", .text, .configuration, "What the server calls it, such as `/dev/vdb`."),
                .init("attached_at", .instant, .configuration, "When it was attached."),
            ],
            examples: [
                .init(
                    "Which volumes are attached to a server that Nova does not know?",
                    """
                    SELECT a.volume_id, a.server_id, a.host_name FROM cinder_attachment a WHERE NOT EXISTS \
                    (SELECT 1 FROM nova_server s WHERE s.id = a.server_id AND s.cloud = a.cloud) ORDER BY a.id
                    """)
            ])
    }

    /// An attachment as Cinder nests it in its volume.
    struct AttachmentDetails: Decodable {
        var id: String
        var volume: String
        var server: String?
        var hostName: String?
        var device: String?
        var attachedAt: String?

        enum CodingKeys: String, CodingKey {
            case device
            case id = "attachment_id"
            case volume = "volume_id"
            case server = "server_id"
            case hostName = "host_name"
            case attachedAt = "attached_at"
        }
    }
}

extension Cinder {
    /// Lists the attachments, from inside the volumes.
    struct Attachments: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Attachment> {
            try await client.volumes().flatMap { $0.attachments.map(Attachment.init) }
        }
    }
}
