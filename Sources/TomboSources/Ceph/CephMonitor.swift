import TomboRecords

extension Ceph {
    /// A monitor; the majority of them keeps the cluster.
    struct Monitor: Record {
        var monitor: MonitorMap.Monitor
        var inQuorum: Bool
        var metadata: DaemonMetadata?

        var values: [Value] {
            [
                .init(monitor.name), .init(monitor.rank), .init(Ceph.address(monitor.address)),
                .init(metadata?.hostname), .init(metadata?.version), .init(inQuorum),
            ]
        }

        static let spec = RecordSpec(
            kind: "ceph_mon",
            summary: "A monitor of a Ceph cluster, of which a majority has to agree.",
            key: ["name"], name: "name", aliases: ["mon"],
            brief: ["name", "in_quorum", "address", "hostname", "version"],
            columns: [
                .init("name", .text, .configuration, "Name; of a charm's it is the container's host name."),
                .init("rank", .integer, .configuration, "Its place in the map of monitors; the lowest one leads."),
                .init("address", .text, .configuration, "IP address that it listens on."),
                .init("hostname", .text, .configuration, "Host that it ran on when it was last started."),
                .init("version", .text, .configuration, "Version of Ceph that it had when it was last started."),
                .init(
                    "in_quorum", .boolean, .status,
                    "Whether it agrees with the majority now; one that is down does not."),
            ],
            examples: [
                .init(
                    "How many monitors may still fail?",
                    "SELECT SUM(in_quorum) - (COUNT(*) / 2 + 1) AS may_fail, COUNT(*) AS monitors FROM ceph_mon")
            ])
    }

    struct Monitors: Collector {
        func collect(from client: CephClient) async throws(CollectError) -> Listing<Monitor> {
            let monitors = try await client.monitorMap().mons
            let quorum = Set(try await client.status().quorumNames)
            let metadata = try await Beside { () async throws(CollectError) in try await client.metadata(of: "mon") }
            return .lacking(
                monitors.map { monitor in
                    Monitor(
                        monitor: monitor, inQuorum: quorum.contains(monitor.name),
                        metadata: metadata.body?.first { $0.name == monitor.name })
                }, [metadata.reason])
        }
    }
}
