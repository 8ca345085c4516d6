import TomboRecords

extension Ceph {
    /// A manager: one is active, the others stand by.
    struct Manager: Record {
        var name: String
        var isActive: Bool
        var metadata: DaemonMetadata?

        var values: [Value] {
            [.init(name), .init(metadata?.hostname), .init(metadata?.version), .init(isActive)]
        }

        static let spec = RecordSpec(
            kind: "ceph_mgr",
            summary: "A manager of a Ceph cluster, which counts what is used; one is active.",
            key: ["name"], name: "name", aliases: ["mgr"],
            brief: ["name", "active", "hostname", "version"],
            columns: [
                .init("name", .text, .configuration, "Name; of a charm's it is the container's host name."),
                .init("hostname", .text, .configuration, "Host that it runs on."),
                .init("version", .text, .configuration, "Version of Ceph."),
                .init("active", .boolean, .status, "Whether it is the active one; the others stand by."),
            ],
            examples: [
                .init("Which manager is active, and which stand by?", "SELECT name, active FROM ceph_mgr ORDER BY name")
            ])
    }

    /// Lists the managers that are there: Ceph forgets one that ended.
    struct Managers: Collector {
        func collect(from client: CephClient) async throws(CollectError) -> Listing<Manager> {
            let map = try await client.managerMap()
            let metadata = try await Beside { () async throws(CollectError) in try await client.metadata(of: "mgr") }
            // Without an active one its name is empty.
            let active = map.isAvailable ? map.activeName.unlessEmpty : nil
            let names = Set([map.activeName.unlessEmpty].compactMap(\.self) + map.standbys.map(\.name))
            return .lacking(
                names.sorted().map { name in
                    Manager(name: name, isActive: name == active, metadata: metadata.body?.first { $0.name == name })
                }, [metadata.reason])
        }
    }
}
