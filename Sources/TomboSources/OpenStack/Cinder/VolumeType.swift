public import TomboRecords

extension Cinder {
    /// A class of volumes: which backend they are on and what they can do.
    public struct VolumeType: Record, Decodable {
        var id: String
        var name: String
        var isPublic: Bool?
        var qosSpecs: String?
        var extraSpecs: [String: String]?
        var description: String?

        enum CodingKeys: String, CodingKey {
            case id, name, description
            case isPublic = "is_public"
            case qosSpecs = "qos_specs_id"
            case extraSpecs = "extra_specs"
        }

        public var values: [Value] {
            [
                .init(id), .init(name), .init(isPublic), .init(qosSpecs), Cinder.open(extraSpecs),
                .init(description),
            ]
        }

        public static let spec = RecordSpec(
            kind: "cinder_volume_type",
            summary: "A class of volumes, private ones too: which backend they are on and what they can do.",
            key: ["id"], name: "name", aliases: ["volume-type"],
            brief: ["name", "is_public", "extra_specs", "id"],
            columns: [
                .init("id", .text, .configuration, "Identity of the volume type."),
                .init("name", .text, .configuration, "Name, unique in the cloud; volumes carry it."),
                .init("is_public", .boolean, .configuration, "Whether every project may use it."),
                .init("qos_specs_id", .text, .configuration, "Identity of the limits set for it, if any."),
                .init(
                    "extra_specs", .json, .configuration,
                    "What it asks of a backend, such as `volume_backend_name`."),
                .init("description", .text, .configuration, "Free text that somebody gave it."),
            ],
            examples: [
                .init(
                    "How many volumes are there of each type?",
                    """
                    SELECT t.name, count(v.id) AS volumes FROM cinder_volume_type t LEFT JOIN cinder_volume v \
                    ON v.volume_type = t.name AND v.cloud = t.cloud GROUP BY t.cloud, t.id ORDER BY t.name
                    """)
            ])
    }
}

extension Cinder {
    /// Lists the volume types; `is_public=None` is Cinder's way to ask for private ones too.
    struct VolumeTypes: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<VolumeType> {
            try await client.list(
                VolumeType.self, of: VolumeType.spec.kind, from: .volume, "/types", query: [("is_public", "None")],
                under: "volume_types")
        }
    }
}
