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
        /// Who may use a private one; nil for a public one, and where Nova does not say.
        var projects: [String]?

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
                .init(projects),
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
                .init(
                    "access_project_ids", .set, .configuration, references: "keystone_project",
                    "Projects that may use a private one; null for a public one."),
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
    ///
    /// Who may use a private one is asked for each, as no listing says it.
    struct Flavors: Collector {
        private struct Access: Decodable, Sendable {
            var projects: [Project]

            struct Project: Decodable, Sendable {
                var id: String

                enum CodingKeys: String, CodingKey { case id = "tenant_id" }
            }

            enum CodingKeys: String, CodingKey { case projects = "flavor_access" }
        }

        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Flavor> {
            let listing = try await client.list(
                Flavor.self, of: Flavor.spec.kind, from: .compute, "/flavors/detail", query: [("is_public", "None")],
                under: "flavors")
            let asked = listing.records.filter { $0.isPublic == false }
            if asked.isEmpty { return listing }
            var reason: String?
            var known: [String: [String]] = [:]
            do throws(CollectError) {
                let answers = try await client.each(.complete(asked), "flavor", "access", name: \.name) {
                    flavor async throws(CollectError) in try await Self.projects(flavor.id, client)
                }
                reason = answers.reason
                for answer in answers.records { known[answer.item.id] = answer.body }
            } catch {
                if error.code == .cancelled { throw error }
                reason = "Who may use the private flavors is not known: \(error.sentences)"
            }
            // Unknown in a partial listing never takes the place of what is known.
            return listing.map { flavor in
                var flavor = flavor
                flavor.projects = known[flavor.id]
                return flavor
            }.weakened(by: reason)
        }

        private static func projects(_ id: String, _ client: OpenStackClient) async throws(CollectError) -> [String] {
            let answer = try await client.request(.compute, "/flavors/\(id)/os-flavor-access")
            guard answer.response.status == 200 else { throw answer.error }
            let access: Access = try AnswerDecoder.decode(
                answer.response.body, what: "Nova's answer for \(Flavor.spec.kind)")
            return access.projects.map(\.id)
        }
    }
}
