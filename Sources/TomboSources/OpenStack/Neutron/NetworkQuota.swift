public import TomboRecords

extension Neutron {
    /// How much of one resource a project may have, and has.
    public struct Quota: Record {
        var project: String
        var resource: String
        var amounts: QuotaDetails.Amounts

        public var values: [Value] {
            [.init(project), .init(resource), .init(amounts.limit), .init(amounts.used), .init(amounts.reserved)]
        }

        public static let spec = RecordSpec(
            kind: "neutron_quota",
            summary: "How many networks, ports, floating IPs and so on a project may have, and has.",
            key: ["project_id", "resource"], name: "resource", aliases: ["network-quota"],
            brief: ["project_id", "resource", "quota_limit", "in_use", "reserved"],
            columns: [
                .init(
                    "project_id", .text, .configuration, references: "keystone_project",
                    "Project that the quota is for."),
                .init("resource", .text, .configuration, "What is counted, such as `port` or `floatingip`."),
                .init(
                    "quota_limit", .integer, .configuration, unit: "count",
                    "How many it may have; -1 for any number."),
                .init("in_use", .integer, .measure, unit: "count", "How many it has; Neutron says `used`."),
                .init("reserved", .integer, .measure, unit: "count", "How many are being made for it."),
            ],
            examples: [
                .init(
                    "Which projects come near a limit of Neutron's?",
                    """
                    SELECT p.name, q.resource, q.in_use, q.quota_limit FROM neutron_quota q JOIN keystone_project p \
                    ON p.id = q.project_id AND p.cloud = q.cloud \
                    WHERE q.quota_limit >= 0 AND (q.in_use + q.reserved) * 10 >= q.quota_limit * 8 \
                    ORDER BY p.name, q.resource
                    """)
            ])
    }

    /// What Neutron says of one project's quota.
    struct QuotaDetails: Decodable, Sendable {
        struct Amounts: Decodable, Sendable {
            var limit: Int64
            var used: Int64
            var reserved: Int64
        }

        var amounts: [String: Amounts]

        enum CodingKeys: String, CodingKey { case amounts = "quota" }
    }
}

extension OpenStackClient {
    /// One project's quota, asked once a round.
    func networkQuota(of project: String) async throws(CollectError) -> Neutron.QuotaDetails {
        try await shared("network-quota/\(project)") { () async throws(CollectError) in
            try await get(
                Neutron.QuotaDetails.self, of: Neutron.Quota.spec.kind, from: .network, "/quotas/\(project)/details")
        }
    }

    /// The quota of every project that Keystone lists.
    func networkQuotas() async throws(CollectError) -> Listing<Asked<Keystone.Project, Neutron.QuotaDetails>> {
        try await each(try await projects(), "project", "network quota", name: \.name) {
            project async throws(CollectError) in try await networkQuota(of: project.id)
        }
    }
}

extension Neutron {
    /// Asks for the quota of each project.
    struct Quotas: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Quota> {
            try await client.networkQuotas().flatMap { asked in
                asked.body.amounts.sorted { $0.key < $1.key }.map { resource, amounts in
                    Quota(project: asked.item.id, resource: resource, amounts: amounts)
                }
            }
        }
    }
}
