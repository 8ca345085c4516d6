public import TomboRecords

extension Nova {
    /// How much of one resource a project may use, and uses.
    public struct Quota: Record {
        struct Amounts: Decodable, Sendable {
            var limit: Int64
            var inUse: Int64?
            var reserved: Int64?

            enum CodingKeys: String, CodingKey {
                case limit, reserved
                case inUse = "in_use"
            }
        }

        var project: String
        var resource: String
        var amounts: Amounts

        public var values: [Value] {
            [
                .init(project), .init(resource), .init(amounts.limit), .init(amounts.inUse), .init(amounts.reserved),
            ]
        }

        public static let spec = RecordSpec(
            kind: "nova_quota",
            summary: "A quota of Nova: how much of one resource a project may use, and uses.",
            key: ["project_id", "resource"], name: "resource", aliases: ["compute-quota"],
            brief: ["project_id", "resource", "quota_limit", "in_use"],
            columns: [
                .init(
                    "project_id", .text, .configuration, references: "keystone_project", "Project that it is for."),
                .init(
                    "resource", .text, .configuration,
                    "What is counted: `instances`, `cores`, `ram` in MiB, `server_groups`, `key_pairs` and others."),
                .init(
                    "quota_limit", .integer, .configuration,
                    "How much the project may use, in the unit of the resource; -1 is without limit."),
                .init(
                    "in_use", .integer, .measure,
                    "How much it uses; Nova says 0 for what it counts by user or by server, such as `key_pairs`."),
                .init("reserved", .integer, .measure, "How much is set aside for requests that are being carried out."),
            ],
            examples: [
                .init(
                    "Which projects have used up nine tenths of a quota?",
                    """
                    SELECT p.name AS project, q.resource, q.in_use, q.quota_limit FROM nova_quota q \
                    JOIN keystone_project p ON p.id = q.project_id AND p.cloud = q.cloud \
                    WHERE q.quota_limit > 0 AND q.in_use >= 0.9 * q.quota_limit ORDER BY p.name, q.resource
                    """),
                .init(
                    "How much could be used if every project used up its quota?",
                    """
                    SELECT resource, CASE WHEN min(quota_limit) < 0 THEN NULL ELSE sum(quota_limit) END AS promised \
                    FROM nova_quota WHERE resource IN ('instances', 'cores', 'ram') GROUP BY cloud, resource
                    """),
            ])
    }
}

extension Nova {
    /// Asks Nova for the quotas of each of Keystone's projects.
    struct Quotas: Collector {
        /// Beside the resources stands the project's id, a text.
        private struct Body: Decodable, Sendable {
            struct Set: Decodable, Sendable {
                var amounts: [String: Quota.Amounts] = [:]

                init(from decoder: any Decoder) throws {
                    let fields = try decoder.container(keyedBy: AnyKey.self)
                    for key in fields.allKeys where key.stringValue != "id" {
                        amounts[key.stringValue] = try fields.decode(Quota.Amounts.self, forKey: key)
                    }
                }
            }
            var quotas: Set

            enum CodingKeys: String, CodingKey { case quotas = "quota_set" }
        }

        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Quota> {
            let listing = try await client.each(try await client.projects(), "project", "quotas", name: \.name) {
                project async throws(CollectError) in
                try await client.get(
                    Body.self, of: Quota.spec.kind, from: .compute, "/os-quota-sets/\(project.id)/detail")
            }
            return listing.flatMap { asked in
                asked.body.quotas.amounts.sorted { $0.key < $1.key }.map { resource, amounts in
                    Quota(project: asked.item.id, resource: resource, amounts: amounts)
                }
            }
        }
    }
}
