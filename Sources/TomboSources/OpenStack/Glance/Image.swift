public import TomboRecords

extension Glance {
    /// A disk image that servers and volumes are made from.
    ///
    /// Not kept: `stores` and `locations`, links, and what
    /// Glance notes about an import that is under way (`os_glance_…`).
    public struct Image: Record {
        var id: String
        var name: String?
        var status: String
        var visibility: String
        var owner: String?
        var size: Int64?
        var virtualSize: Int64?
        var diskFormat: String?
        var containerFormat: String?
        var minDisk: Int64?
        var minMemory: Int64?
        var isHidden: Bool?
        var isProtected: Bool?
        var hashAlgorithm: String?
        var hashValue: String?
        var checksum: String?
        var directURL: String?
        var tags: [String]?
        var properties: Value
        var createdAt: String?
        var updatedAt: String?

        public var values: [Value] {
            [
                .init(id), .init(name), .init(status), .init(visibility), .init(owner), .init(size),
                .init(virtualSize), .init(diskFormat), .init(containerFormat), .init(minDisk), .init(minMemory),
                .init(isHidden), .init(isProtected), .init(hashAlgorithm), .init(hashValue), .init(checksum),
                .init(directURL), .init(tags), properties, .init(createdAt), .init(updatedAt),
            ]
        }

        public static let spec = RecordSpec(
            kind: "glance_image",
            summary: "A disk image that servers and volumes are made from, hidden and community ones too.",
            key: ["id"], name: "name", aliases: ["image"],
            brief: ["name", "status", "visibility", "disk_format", "size", "id"],
            columns: [
                .init("id", .text, .configuration, "Identity of the image."),
                .init("name", .text, .configuration, "Name somebody gave it; two images may share one."),
                .init(
                    "status", .text, .status,
                    "`active` when it can be used; `queued`, `saving`, `deactivated`, `killed` and the like."),
                .init(
                    "visibility", .text, .configuration,
                    "Who may use it: `public`, `community`, `shared` or `private`."),
                .init(
                    "owner", .text, .configuration, references: "keystone_project", "Project that owns it."),
                .init(
                    "size", .integer, .configuration, unit: "bytes",
                    "Size of its data as stored; null before there is any."),
                .init(
                    "virtual_size", .integer, .configuration, unit: "bytes",
                    "Size of the disk that it makes; null when Glance does not know."),
                .init("disk_format", .text, .configuration, "Format of the disk, such as `qcow2` or `raw`."),
                .init("container_format", .text, .configuration, "What the disk is wrapped in; mostly `bare`."),
                .init(
                    "min_disk_gib", .integer, .configuration, unit: "GiB", "Smallest disk that it may be used with."),
                .init(
                    "min_ram_mib", .integer, .configuration, unit: "MiB", "Least memory that it may be used with."),
                .init("os_hidden", .boolean, .configuration, "Whether listings leave it out unless asked."),
                .init("protected", .boolean, .configuration, "Whether it cannot be removed."),
                .init("os_hash_algo", .text, .configuration, "How `os_hash_value` was worked out."),
                .init("os_hash_value", .text, .configuration, "Digest of its data, in hexadecimal."),
                .init("checksum", .text, .configuration, "MD5 digest of its data, in hexadecimal."),
                .init(
                    "direct_url", .text, .configuration,
                    "Where its data is, such as `rbd://fsid/pool/image/snap`; null when Glance does not show it, or "
                        + "where it holds a credential."),
                .init("tags", .set, .configuration, "Labels that somebody gave it."),
                .init(
                    "properties", .json, .configuration,
                    "What else somebody said of it, such as `architecture` or `hw_disk_bus`."),
                .init("created_at", .instant, .configuration, "When it was made."),
                .init("updated_at", .instant, .stamp, "When Glance last noted a change of it."),
            ],
            examples: [
                .init(
                    "Which images are there, and how large are they?",
                    """
                    SELECT name, disk_format, round(size / 1048576.0, 1) AS mib, \
                    round(virtual_size / 1073741824.0, 1) AS disk_gib FROM glance_image ORDER BY name, id
                    """),
                .init(
                    "Which images does no server that is there come from?",
                    """
                    SELECT i.name, i.id FROM glance_image i WHERE NOT EXISTS \
                    (SELECT 1 FROM nova_server s WHERE s.image_id = i.id AND s.cloud = i.cloud) ORDER BY i.name, i.id
                    """),
            ])
    }
}

extension Glance.Image: Decodable {
    enum CodingKeys: String, CodingKey {
        case id, name, status, visibility, owner, size, checksum, tags
        case virtualSize = "virtual_size"
        case diskFormat = "disk_format"
        case containerFormat = "container_format"
        case minDisk = "min_disk"
        case minMemory = "min_ram"
        case isHidden = "os_hidden"
        case isProtected = "protected"
        case hashAlgorithm = "os_hash_algo"
        case hashValue = "os_hash_value"
        case directURL = "direct_url"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(String.self, forKey: .id)
        name = try fields.decodeIfPresent(String.self, forKey: .name)
        status = try fields.decode(String.self, forKey: .status)
        visibility = try fields.decode(String.self, forKey: .visibility)
        owner = try fields.decodeIfPresent(String.self, forKey: .owner)
        size = try fields.decodeIfPresent(Int64.self, forKey: .size)
        virtualSize = try fields.decodeIfPresent(Int64.self, forKey: .virtualSize)
        diskFormat = try fields.decodeIfPresent(String.self, forKey: .diskFormat)
        containerFormat = try fields.decodeIfPresent(String.self, forKey: .containerFormat)
        minDisk = try fields.decodeIfPresent(Int64.self, forKey: .minDisk)
        minMemory = try fields.decodeIfPresent(Int64.self, forKey: .minMemory)
        isHidden = try fields.decodeIfPresent(Bool.self, forKey: .isHidden)
        isProtected = try fields.decodeIfPresent(Bool.self, forKey: .isProtected)
        hashAlgorithm = try fields.decodeIfPresent(String.self, forKey: .hashAlgorithm)
        hashValue = try fields.decodeIfPresent(String.self, forKey: .hashValue)
        checksum = try fields.decodeIfPresent(String.self, forKey: .checksum)
        directURL = try fields.decodeIfPresent(String.self, forKey: .directURL).flatMap(Self.withoutCredential)
        tags = try fields.decodeIfPresent([String].self, forKey: .tags)
        properties = try Self.properties(try decoder.container(keyedBy: AnyKey.self))
        createdAt = try fields.decodeIfPresent(String.self, forKey: .createdAt)
        updatedAt = try fields.decodeIfPresent(String.self, forKey: .updatedAt)
    }

    /// Known fields that are not kept, beside the properties.
    private static let notProperties: Set<String> = ["self", "file", "schema", "locations", "stores"]

    /// Glance writes properties beside its own fields. A property is a text;
    /// a list or an object under a name that we do not know is a field of a
    /// later Glance. Anybody can write anything into one: what goes by a
    /// secret's name is taken out as in a recording.
    private static func properties(_ fields: KeyedDecodingContainer<AnyKey>) throws -> Value {
        var properties: [Value.Field] = []
        for key in fields.allKeys {
            let name = key.stringValue
            if CodingKeys(stringValue: name) != nil || notProperties.contains(name) || name.hasPrefix("os_glance_") {
                continue
            }
            switch try fields.decode(JSONValue.self, forKey: key).value {
            case .list, .object: continue
            case let value: properties.append(.init(name, value))
            }
        }
        return Redactor.standard.json(.object(properties))
    }

    /// Nil for `swift+https://user:password@host/…`; a password may hold
    /// anything, so that one `@` is enough. Without a signature, too.
    private static func withoutCredential(_ url: String) -> String? {
        url.contains("@") ? nil : Redactor.standard.text(url)
    }
}

extension Glance {
    /// Lists the images of all projects.
    ///
    /// `visibility=all` is how an administrator gets others' community
    /// images, and hidden ones come only on their own. They are asked before
    /// and after the others, so that one that is hidden or shown meanwhile is
    /// not missing from both.
    ///
    /// Source: glance/db/sqlalchemy/api.py, `image_get_all`.
    struct Images: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Image> {
            let kind = Image.spec.kind
            let listing = try await client.listInParts([true, false, true], of: kind) {
                isHidden async throws(CollectError) in
                let hidden = isHidden ? [("os_hidden", "true")] : []
                return try await client.list(
                    Image.self, of: kind, from: .image, "/images",
                    query: [("visibility", "all")] + hidden + [("limit", "1000")], under: "images")
            }
            var seen: Set<String> = []
            return listing.flatMap { image in seen.insert(image.id).inserted ? [image] : [] }
        }
    }
}
