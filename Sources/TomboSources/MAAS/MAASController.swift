import TomboRecords

extension MAAS {
    /// A machine that MAAS itself runs on.
    struct Controller: Record {
        struct Document: Decodable, Sendable {
            struct Service: Decodable, Sendable {
                var name: String
                var status: String
            }

            var systemID: String
            var hostname: String
            var fqdn: String
            var type: String?
            var version: String?
            var zone: MAASName?
            var addresses: [String]?
            var services: [Service]?

            private enum CodingKeys: String, CodingKey {
                case hostname, fqdn, version, zone
                case systemID = "system_id"
                case type = "node_type_name"
                case addresses = "ip_addresses"
                case services = "service_set"
            }
        }

        var document: Document
        /// Of both lists that it may be on, by name.
        var services: [String: String]

        private func services(_ isWanted: (String) -> Bool) -> Value {
            .init(services.filter { isWanted($0.value) }.map(\.key).sorted())
        }

        var values: [Value] {
            [
                .init(document.systemID), .init(document.hostname), .init(document.fqdn), .init(document.type),
                .init(maasText(document.version)), .init(document.zone?.name),
                .init((document.addresses ?? []).sorted()), services { $0 == "running" },
                // `off` is one that this controller does not need, `unknown` one that MAAS has not heard of.
                services { ["dead", "degraded"].contains($0) },
            ]
        }

        static let spec = RecordSpec(
            kind: "maas_controller",
            summary: "A region or rack controller: a machine that MAAS itself runs on.",
            key: ["system_id"], name: "hostname", aliases: ["maas-controller"],
            brief: ["hostname", "type", "version", "services_failed"],
            columns: [
                .init("system_id", .text, .configuration, "MAAS's identity of it."),
                .init("hostname", .text, .configuration, "Its short name."),
                .init("fqdn", .text, .configuration, "Its name with the domain."),
                .init("type", .text, .configuration, "`Region controller`, `Rack controller`, or both."),
                .init("version", .text, .configuration, "Version of MAAS that it runs."),
                .init("zone", .text, .configuration, "Its zone."),
                .init("ip_addresses", .set, .configuration, "Its addresses."),
                .init("services_running", .set, .status, "Services of MAAS that run on it."),
                .init("services_failed", .set, .status, "Services of MAAS that are `dead` or `degraded` on it."),
            ],
            examples: [
                .init(
                    "Is MAAS itself well?",
                    """
                    SELECT hostname, version, services_failed FROM maas_controller \
                    WHERE json_array_length(services_failed) > 0 ORDER BY hostname
                    """)
            ])
    }
}

/// Reads both lists: a controller may be on the one, the other, or both.
struct MAASControllers: Collector {
    func collect(from client: MAASClient) async throws(CollectError) -> Listing<MAAS.Controller> {
        let racks = try await client.list("rackcontrollers/", of: MAAS.Controller.Document.self)
        let regions = try await client.list("regioncontrollers/", of: MAAS.Controller.Document.self)
        var found: [String: MAAS.Controller] = [:]
        for document in racks.records + regions.records {
            var controller = found[document.systemID] ?? MAAS.Controller(document: document, services: [:])
            for service in document.services ?? [] { controller.services[service.name] = service.status }
            found[document.systemID] = controller
        }
        let controllers = found.keys.sorted().compactMap { found[$0] }
        for case .partial(_, let reason) in [racks, regions] { return .partial(controllers, reason: reason) }
        return .complete(controllers)
    }
}
