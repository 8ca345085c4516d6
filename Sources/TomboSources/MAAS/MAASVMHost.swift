import TomboRecords

extension MAAS {
    /// A host on which MAAS itself makes virtual machines.
    struct VMHost: Record, Decodable {
        struct Amounts: Decodable, Sendable {
            var cores: Int64?
            var memory: Int64?
            var storage: Int64?

            private enum CodingKeys: String, CodingKey {
                case cores, memory
                case storage = "local_storage"
            }
        }
        struct Host: Decodable, Sendable {
            var systemID: String?
            private enum CodingKeys: String, CodingKey { case systemID = "system_id" }
        }

        var id: Int
        var name: String
        var type: String
        var zone: MAASName?
        var pool: MAASName?
        var tags: [String]?
        var host: Host?
        var version: String?
        var cpuRatio: Double?
        var memoryRatio: Double?
        var total: Amounts?
        var used: Amounts?

        private enum CodingKeys: String, CodingKey {
            case id, name, type, zone, pool, tags, host, version, total, used
            case cpuRatio = "cpu_over_commit_ratio"
            case memoryRatio = "memory_over_commit_ratio"
        }

        var values: [Value] {
            [
                .init(id), .init(name), .init(type), .init(zone?.name), .init(pool?.name), .init((tags ?? []).sorted()),
                .init(maasText(host?.systemID)), .init(maasText(version)), .init(cpuRatio), .init(memoryRatio),
                .init(total?.cores), .init(total?.memory), .init(total?.storage), .init(used?.cores),
                .init(used?.memory), .init(used?.storage),
            ]
        }

        static let spec = RecordSpec(
            kind: "maas_vm_host",
            summary: "A host on which MAAS makes virtual machines, with LXD or libvirt.",
            key: ["id"], name: "name", aliases: ["vm-host"],
            brief: ["name", "type", "host", "cores", "cores_used", "memory_mib", "memory_used_mib"],
            columns: [
                .init("id", .integer, .configuration, "MAAS's number of it."),
                .init("name", .text, .configuration, "Its name."),
                .init("type", .text, .configuration, "`lxd` or `virsh`."),
                .init("zone", .text, .configuration, "Its zone."),
                .init("pool", .text, .configuration, "Its resource pool."),
                .init("tags", .set, .configuration, "Its tags."),
                .init(
                    "host", .text, .configuration, references: "maas_machine",
                    "Machine that it is; null where MAAS does not know."),
                .init("version", .text, .configuration, "Version of LXD."),
                .init("cpu_over_commit_ratio", .real, .configuration, "How many times over its cores are given out."),
                .init(
                    "memory_over_commit_ratio", .real, .configuration, "How many times over its memory is given out."),
                .init("cores", .integer, .configuration, unit: "count", "Its cores."),
                .init("memory_mib", .integer, .configuration, unit: "MiB", "Its memory."),
                .init("storage_bytes", .integer, .configuration, unit: "B", "Its local storage."),
                .init("cores_used", .integer, .measure, unit: "count", "Cores that its machines have."),
                .init("memory_used_mib", .integer, .measure, unit: "MiB", "Memory that its machines have."),
                .init("storage_used_bytes", .integer, .measure, unit: "B", "Local storage that its machines have."),
            ],
            examples: [
                .init(
                    "How full is each of MAAS's hosts of virtual machines?",
                    "SELECT name, cores_used, cores, memory_used_mib, memory_mib FROM maas_vm_host ORDER BY name")
            ])
    }
}

struct MAASVMHosts: Collector {
    func collect(from client: MAASClient) async throws(CollectError) -> Listing<MAAS.VMHost> {
        try await client.list("vm-hosts/", of: MAAS.VMHost.self)
    }
}
