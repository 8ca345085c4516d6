public import TomboRecords

extension Nova {
    /// A size that servers are made in.
    ///
    /// Private flavors are listed too. A server carries a copy of its flavor
    /// from the time it was made, so a flavor that changed or went away here
    /// says nothing about the servers made from it.
    public struct Flavor: Record, Decodable {
        var id: String
        var name: String
        var vcpus: Int64
        var ram: Int64
        var disk: Int64
        var ephemeral: Int64?
        var swap: SwapSize?
        var isPublic: Bool?
        var isDisabled: Bool?
        var rxtxFactor: Double?
        var description: String?
        var extraSpecs: [String: String]?

        enum CodingKeys: String, CodingKey {
            case id, name, vcpus, ram, disk, swap, description
            case ephemeral = "OS-FLV-EXT-DATA:ephemeral"
            case isPublic = "os-flavor-access:is_public"
            case isDisabled = "OS-FLV-DISABLED:disabled"
            case rxtxFactor = "rxtx_factor"
            case extraSpecs = "extra_specs"
        }

        public var values: [Value] {
            [
                .init(id), .init(name), .init(vcpus), .init(ram), .init(disk), .init(ephemeral), .init(swap?.mib),
                .init(isPublic), .init(isDisabled), .init(rxtxFactor), .init(description), .init(extraSpecs),
            ]
        }

        public static let spec = RecordSpec(
            kind: "nova_flavor",
            summary: "A size that servers are made in, private ones too.",
            key: ["id"], name: "name", aliases: ["flavor"],
            brief: ["name", "vcpus", "ram_mib", "disk_gib", "is_public", "id"],
            columns: [
                .init("id", .text, .configuration, "Identity of the flavor."),
                .init("name", .text, .configuration, "Name, unique in the cloud."),
                .init("vcpus", .integer, .configuration, unit: "count", "Virtual processors of a server."),
                .init("ram_mib", .integer, .configuration, unit: "MiB", "Memory of a server."),
                .init(
                    "disk_gib", .integer, .configuration, unit: "GiB",
                    "Root disk of a server that does not boot from a volume."),
                .init(
                    "ephemeral_gib", .integer, .configuration, unit: "GiB",
                    "Extra disk that lives as long as the server."),
                .init("swap_mib", .integer, .configuration, unit: "MiB", "Swap disk of a server."),
                .init("is_public", .boolean, .configuration, "Whether every project may use it."),
                .init("disabled", .boolean, .configuration, "Whether new servers of it are refused."),
                .init(
                    "rxtx_factor", .real, .configuration, "Share of network bandwidth, which only XenServer honored."),
                .init("description", .text, .configuration, "Free text that somebody gave it."),
                .init(
                    "extra_specs", .json, .configuration, "What else it asks of a host, such as traits and resources."),
            ],
            examples: [
                .init(
                    "Which flavors are there, from small to large?",
                    "SELECT name, vcpus, ram_mib, disk_gib FROM nova_flavor ORDER BY vcpus, ram_mib, name"),
                .init(
                    "Which flavors does no server use?",
                    """
                    SELECT f.name FROM nova_flavor f WHERE NOT EXISTS (SELECT 1 FROM nova_server s \
                    WHERE s.flavor_name = f.name AND s.cloud = f.cloud) ORDER BY f.name
                    """),
            ])
    }

    /// Swap in MiB; before microversion 2.75 Nova writes none as an empty
    /// text and a size sometimes as a text of digits.
    struct SwapSize: Decodable {
        var mib: Int64

        /// Read without a container, as each server carries one.
        static func mib(_ place: JSONPlace) throws -> Int64 {
            if place.isEmptyText { return 0 }
            if let number = try? place.integer() { return number }
            return try place.decode(SwapSize.self).mib
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int64.self) {
                mib = number
                return
            }
            let text = try container.decode(String.self)
            guard let number = text.isEmpty ? 0 : Int64(text) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "Expected a number but found the text \"\(text)\".")
            }
            mib = number
        }
    }
}

extension Nova {
    /// Lists the flavors; `is_public=None` is Nova's way to ask for private ones too.
    struct Flavors: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Flavor> {
            try await client.list(
                Flavor.self, of: Flavor.spec.kind, from: .compute, "/flavors/detail", query: [("is_public", "None")],
                under: "flavors")
        }
    }
}
