public import TomboRecords

extension Cinder {
    /// How much of one resource a project may have, and has.
    ///
    /// Beside the resources there is one for each volume type, such as
    /// `gigabytes_ssd`; backups and volume groups are counted too.
    public struct Quota: Record {
        var project: String
        var resource: String
        var amounts: QuotaSet.Amounts

        public var values: [Value] {
            [.init(project), .init(resource), .init(amounts.limit), .init(amounts.inUse), .init(amounts.reserved)]
        }

        public static let spec = RecordSpec(
            kind: "cinder_quota",
            summary: "How many volumes, snapshots and gigabytes a project may have, and has.",
            key: ["project_id", "resource"], name: "resource", aliases: ["volume-quota"],
            brief: ["project_id", "resource", "quota_limit", "in_use", "reserved"],
            columns: [
                .init(
                    "project_id", .text, .configuration, references: "keystone_project",
                    "Project that the quota is for."),
                .init(
                    "resource", .text, .configuration,
                    "What is counted: `volumes`, `gigabytes` in GiB, or one of a volume type, `gigabytes_ssd`."),
                .init(
                    "quota_limit", .integer, .configuration,
                    "How much it may have, in the unit of the resource; -1 for any amount."),
                .init("in_use", .integer, .measure, "How much it has, in the unit of the resource."),
                .init("reserved", .integer, .measure, "How much is being made for it, in the unit of the resource."),
            ],
            examples: [
                .init(
                    "Which projects come near a limit of Cinder's?",
                    """
                    SELECT p.name, q.resource, q.in_use, q.quota_limit FROM cinder_quota q JOIN keystone_project p \
                    ON p.id = q.project_id AND p.cloud = q.cloud \
                    WHERE q.quota_limit >= 0 AND (q.in_use + q.reserved) * 10 >= q.quota_limit * 8 \
                    ORDER BY p.name, q.resource
                    """)
            ])
    }

    /// What Cinder says of one project's quota: amounts, and beside them the
    /// project's id.
    struct QuotaSet: Decodable, Sendable {
        struct Amounts: Decodable, Sendable {
            var limit: Int64
            var inUse: Int64
            var reserved: Int64

            enum CodingKeys: String, CodingKey {
                case limit, reserved
                case inUse = "in_use"
            }
        }

        var amounts: [String: Amounts] = [:]

        private enum CodingKeys: String, CodingKey { case quotaSet = "quota_set" }

        init(from decoder: any Decoder) throws {
            let set = try decoder.container(keyedBy: CodingKeys.self)
                .nestedContainer(keyedBy: AnyKey.self, forKey: .quotaSet)
            for key in set.allKeys where key.stringValue != "id" {
                amounts[key.stringValue] = try set.decode(Amounts.self, forKey: key)
            }
        }
    }
}

extension Cinder {
    /// Asks for the quota of each project.
    struct Quotas: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Quota> {
            try await client.each(try await client.projects(), "project", "volume quota", name: \.name) {
                project async throws(CollectError) in
                try await client.get(
                    QuotaSet.self, of: Quota.spec.kind, from: .volume, "/os-quota-sets/\(project.id)",
                    query: [("usage", "True")])
            }.flatMap { asked in
                asked.body.amounts.sorted { $0.key < $1.key }.map { resource, amounts in
                    Quota(project: asked.item.id, resource: resource, amounts: amounts)
                }
            }
        }
    }
}
