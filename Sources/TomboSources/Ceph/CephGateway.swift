import TomboRecords

extension Ceph {
    /// A RADOS gateway: the way to Ceph by S3 and Swift.
    struct Gateway: Record {
        var id: String
        var metadata: [String: String]

        var values: [Value] {
            [
                .init(id), .init(metadata["hostname"]), .init(metadata["zone_name"]), .init(metadata["zonegroup_name"]),
                .init(metadata["realm_name"]?.unlessEmpty), .init(metadata["frontend_config#0"]),
                .init(metadata["ceph_version_short"]),
            ]
        }

        static let spec = RecordSpec(
            kind: "ceph_rgw",
            summary: "A RADOS gateway that runs: the way to Ceph by S3 and Swift.",
            key: ["name"], name: "name", aliases: ["rgw"],
            brief: ["name", "hostname", "zone_name", "version"],
            columns: [
                .init(
                    "name", .text, .configuration,
                    "Name of the daemon; the number that Ceph gives it changes with each start."),
                .init("hostname", .text, .configuration, "Host that it runs on."),
                .init("zone_name", .text, .configuration, "Zone that it serves."),
                .init("zonegroup_name", .text, .configuration, "Group of zones that it belongs to."),
                .init("realm_name", .text, .configuration, "Realm that it belongs to; null for none."),
                .init("frontend_config", .text, .configuration, "How it listens."),
                .init("version", .text, .configuration, "Version of Ceph."),
            ],
            examples: [.init("Where do gateways run?", "SELECT name, hostname FROM ceph_rgw ORDER BY name")])
    }

    /// Lists the gateways that the manager hears of.
    struct Gateways: Collector {
        func collect(from client: CephClient) async throws(CollectError) -> Listing<Gateway> {
            // The list is the manager's: without one it is empty, and says nothing.
            try await client.needManager("which would know its gateways")
            let status = try await client.status()
            let daemons = status.serviceMap?.services["rgw"]?.daemons ?? [:]
            var found: [String: Gateway] = [:]
            for (_, daemon) in daemons {
                guard let metadata = daemon.metadata, let id = metadata["id"] ?? metadata["hostname"] else { continue }
                found[id] = Gateway(id: id, metadata: metadata)
            }
            return .complete(found.keys.sorted().compactMap { found[$0] })
        }
    }
}
