public import TomboRecords
import TomboSources
public import TomboStore

/// The lab's four stages in a database of its own, made from values: what
/// differs between them is known, so a test can check every line.
public final class LabCloud {
    private let folder: TemporaryFolder
    public let store: Store
    public let specs = OpenStackCatalog.specs
    private var clock = Instant(milliseconds: 1_778_580_000_000)  // 2026-05-12T10:00:00Z
    public var path: String { store.path }

    public init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.file("lab.db"), specs: OpenStackCatalog.specs)
    }

    /// Stage 1 empty, 2 one server, 3 a new compute node, 4 two APIs, a database and a load balancer.
    public static func withStages() throws -> LabCloud {
        let lab = try LabCloud()
        let three = ["node1", "node2", "node3"]
        try lab.save(servers: [], hosts: three, label: "tarefa-1")
        try lab.save(servers: [client], hosts: three, label: "tarefa-2")
        try lab.save(servers: [client], hosts: three + ["node4"], label: "tarefa-3")
        try lab.save(servers: [client] + stage4, hosts: three + ["node4"], label: "tarefa-4")
        return lab
    }

    public struct LabServer: Sendable {
        public var name: String
        public var host: String?
        public var flavor: String
        public var addresses: [String]
        public var status = "ACTIVE"
        public var id: String { "id-\(name)" }

        public init(
            _ name: String, on host: String?, _ flavor: String, _ addresses: String..., status: String = "ACTIVE"
        ) {
            self.name = name
            self.host = host
            self.flavor = flavor
            self.addresses = addresses
            self.status = status
        }
    }

    public static let client = LabServer("client", on: "node2", "m1.tiny", "192.169.0.71", "172.16.8.13")
    public static let stage4 = [
        LabServer("api1", on: "node1", "m1.small", "192.169.0.22"),
        LabServer("api2", on: "node3", "m1.small", "192.169.0.30"),
        LabServer("db", on: "node2", "m1.medium", "192.169.0.31"),
        LabServer("lb", on: "node1", "m1.tiny", "192.169.0.80", "172.16.8.110"),
    ]

    @discardableResult
    public func save(
        servers: [LabServer], hosts: [String], label: String? = nil, cloud: String = "lab",
        nova: ((RecordSpec, [RecordRow]) -> Collection.Result)? = nil
    ) throws -> SnapshotReceipt {
        clock = clock.advanced(bySeconds: 3600)
        let result = nova ?? { _, rows in .complete(rows) }
        let collections = try specs.compactMap { spec -> Collection? in
            switch spec.kind {
            case "nova_server":
                Collection(source: "openstack", spec: spec, result: result(spec, try servers.map { try row($0, spec) }))
            case "nova_hypervisor":
                Collection(source: "openstack", spec: spec, result: .complete(try hosts.map { try row($0, spec) }))
            case "nova_flavor":
                Collection(source: "openstack", spec: spec, result: .complete(try flavors(spec)))
            case "placement_usage": nil
            default: Collection(source: "openstack", spec: spec, result: .complete([]))
            }
        }
        return try store.save(
            Round(
                cloud: cloud, label: label, startedAt: clock, finishedAt: clock.advanced(bySeconds: 3),
                collections: collections))
    }

    private func row(_ server: LabServer, _ spec: RecordSpec) throws -> RecordRow {
        let addresses = server.addresses.map { address -> Value in
            .object([
                .init("network", "user1_net"), .init("address", .text(address)), .init("version", 4),
                .init("type", address.hasPrefix("172.") ? "floating" : "fixed"), .init("mac", "fa:16:3e:00:00:01"),
            ])
        }
        return try spec.row([
            "id": .text(server.id), "name": .text(server.name), "project_id": "project1",
            "status": .text(server.status),
            "power_state": "running", "host": Value(server.host.map { $0 + ".maas" }),
            "hypervisor_hostname": Value(server.host.map { $0 + ".maas" }), "flavor_name": .text(server.flavor),
            "flavor_vcpus": 1, "addresses": .list(addresses), "locked": false,
        ])
    }

    private func row(_ host: String, _ spec: RecordSpec) throws -> RecordRow {
        try spec.row([
            "hypervisor_hostname": .text(host + ".maas"), "uuid": .text("uuid-\(host)"),
            "service_host": .text(host + ".maas"), "state": "up", "status": "enabled", "vcpus": 8,
            "memory_mb": 32096, "running_vms": 1,
        ])
    }

    private func flavors(_ spec: RecordSpec) throws -> [RecordRow] {
        try [("m1.tiny", 1, 1024), ("m1.small", 1, 2048), ("m1.medium", 2, 4096), ("m1.large", 4, 8192)].map {
            try spec.row([
                "id": .text("flavor-\($0.0)"), "name": .text($0.0), "vcpus": .integer(Int64($0.1)),
                "ram_mib": .integer(Int64($0.2)), "disk_gib": 20,
            ])
        }
    }
}
