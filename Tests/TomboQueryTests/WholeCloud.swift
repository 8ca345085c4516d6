import GRDB
import TomboQuery
import TomboRecords
import TomboTestKit

@testable import TomboStore

/// A small cloud with everything that joins: two servers, one of them behind a floating IP and with a volume, a
/// network with a router, and the ports between them.
final class WholeCloud {
    private let folder: TemporaryFolder
    let store: Store
    private(set) var clock = Instant(milliseconds: 1_778_580_000_000)
    let specs = WholeCloudKinds.specs
    /// What stands for a field that no test cares about where the table wants one.
    private var defaults: [String: [String: Value]] = [:]

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.file("whole.db"), specs: specs)
        let specs = specs
        try store.pool.write { db in
            let tables = Set(try String.fetchAll(db, sql: "SELECT name FROM sqlite_master"))
            for spec in specs where !tables.contains(spec.historyTable) { try db.execute(sql: spec.sketch) }
        }
        for spec in specs {
            let wanted = try store.pool.read { db in
                try String.fetchSet(
                    db, sql: "SELECT name FROM pragma_table_info(?) WHERE \"notnull\"", arguments: [spec.historyTable])
            }
            for column in spec.columns where wanted.contains(column.name) {
                defaults[spec.kind, default: [:]][column.name] = Self.empty(column.type)
            }
        }
    }

    /// What each kind lists; a test changes it before it saves.
    var rows: [String: [[String: Value]]] = [
        "keystone_project": [["id": "p1", "name": "user1", "domain_id": "d1", "enabled": true]],
        "keystone_user": [["id": "u1", "name": "ana", "domain_id": "d1", "enabled": true]],
        "nova_hypervisor": [
            [
                "hypervisor_hostname": "node1.maas", "uuid": "rp1", "service_host": "node1", "state": "up",
                "status": "enabled", "service_uuid": "s1", "hypervisor_type": "QEMU", "hypervisor_version": 6_002_000,
            ]
        ],
        "nova_compute_service": [
            ["host": "node1", "binary": "nova-compute", "state": "up", "status": "enabled", "uuid": "s1"]
        ],
        "nova_flavor": [["id": "f1", "name": "m1.tiny", "vcpus": 1, "ram_mib": 1024, "disk_gib": 20]],
        "nova_server": [
            server("lb", image: "img1", volumes: ["vol1"]), server("api", image: "img-gone", volumes: []),
        ],
        "nova_server_group": [
            ["id": "g1", "name": "apart", "members": ["lb", "api"], "project_id": "p1", "user_id": "u1"]
        ],
        "placement_resource_provider": [["name": "node1.maas", "uuid": "rp1", "root_provider": "node1.maas"]],
        "placement_inventory": [
            [
                "resource_provider": "node1.maas", "resource_class": "VCPU", "total": 8, "reserved": 1, "min_unit": 1,
                "max_unit": 8, "step_size": 1, "allocation_ratio": 1.5,
            ]
        ],
        "placement_usage": [["resource_provider": "node1.maas", "resource_class": "VCPU", "used": 2]],
        "placement_allocation": [
            allocation("lb"), allocation("api"), allocation("m1"), allocation("nobody"),
        ],
        "nova_migration": [
            [
                "id": 1, "uuid": "m1", "instance_uuid": "api", "status": "running", "source_node": "node1.maas",
                "dest_node": "node9.maas", "migration_type": "live-migration", "created_at": "2026-05-12T10:00:00Z",
            ]
        ],
        "glance_image": [["id": "img1", "name": "cirros", "status": "active", "visibility": "public"]],
        "cinder_volume": [["id": "vol1", "name": "data", "status": "in-use", "size_gib": 1]],
        "cinder_attachment": [
            ["id": "att1", "volume_id": "vol1", "server_id": "lb", "device": "/dev/vdb", "status": "attached"]
        ],
        "cinder_service": [
            ["host": "node1@ceph", "binary": "cinder-volume", "state": "down", "status": "enabled", "zone": "nova"]
        ],
        "neutron_network": [
            ["id": "net1", "name": "inside", "subnets": ["sub1"], "status": "ACTIVE", "external": false],
            ["id": "net2", "name": "outside", "subnets": ["sub2"], "status": "ACTIVE", "external": true],
        ],
        "neutron_subnet": [
            subnet("sub1", "inside4", "net1", "192.168.0.0/24"), subnet("sub2", "outside4", "net2", "172.16.0.0/20"),
        ],
        "neutron_router": [
            [
                "id": "r1", "name": "gate", "external_network_id": "net2", "project_id": "p1", "status": "ACTIVE",
                "external_addresses": [.object([.init("ip_address", "172.16.0.9"), .init("subnet_id", "sub2")])],
            ]
        ],
        "neutron_security_group": [["id": "sg1", "name": "default", "project_id": "p1"]],
        "neutron_agent": [
            [
                "id": "a1", "host": "node1", "binary": "ovn-controller", "alive": true,
                "agent_type": "OVN Controller agent",
            ],
            [
                "id": "a2", "host": "node2", "binary": "ovn-controller", "alive": false,
                "agent_type": "OVN Controller agent",
            ],
        ],
        "neutron_port": [
            port("port-lb", "compute:nova", "lb", "192.168.0.5", "sub1", host: "node1"),
            port("port-api", "compute:nova", "api", "192.168.0.6", "sub1", host: "node1"),
            port("port-in", "network:router_interface", "r1", "192.168.0.1", "sub1", host: ""),
            port("port-gw", "network:router_gateway", "r1", "172.16.0.9", "sub2", net: "net2", host: "node2"),
        ],
        "neutron_floatingip": [
            [
                "id": "fip1", "floating_ip_address": "172.16.0.77", "fixed_ip_address": "192.168.0.5",
                "port_id": "port-lb", "router_id": "r1", "floating_network_id": "net2", "project_id": "p1",
                "status": "ACTIVE",
            ]
        ],
    ]

    /// A round; kinds in `failing` do not answer, those in `unasked` are no part of it.
    @discardableResult
    func save(
        label: String? = nil, failing: Set<String> = [], partial: Set<String> = [], unasked: Set<String> = []
    ) throws -> SnapshotReceipt {
        clock = clock.advanced(bySeconds: 3600)
        let collections = try specs.filter { !unasked.contains($0.kind) }.map { spec -> TomboRecords.Collection in
            let result: TomboRecords.Collection.Result =
                failing.contains(spec.kind)
                ? .failed(.init(.timedOut, "It did not answer."))
                : partial.contains(spec.kind)
                    ? .partial(try listing(spec), reason: "Page 2 is missing.") : .complete(try listing(spec))
            return Collection(source: "openstack", spec: spec, result: result)
        }
        return try store.save(
            Round(
                cloud: "lab", label: label, startedAt: clock, finishedAt: clock.advanced(bySeconds: 3),
                collections: collections))
    }

    func listing(_ spec: RecordSpec) throws -> [RecordRow] {
        try (rows[spec.kind] ?? []).map { try spec.row((defaults[spec.kind] ?? [:]).merging($0) { $1 }) }
    }

    static func empty(_ type: ColumnType) -> Value {
        switch type {
        case .text: ""
        case .integer, .real: 0
        case .boolean: false
        case .instant: "2026-05-12T10:00:00Z"
        case .set: []
        case .json: .object([])
        }
    }

    func ask(_ question: some Question, at reference: String = "latest") throws -> Answer {
        try Archive(path: store.path, specs: specs, clock: LabCloud.clock)
            .answer(question, at: SnapshotReference(reference))
    }

    // MARK: rows

    static func server(_ id: String, image: String, volumes: [String]) -> [String: Value] {
        [
            "id": .text(id), "name": .text(id), "project_id": "p1", "user_id": "u1", "status": "ACTIVE",
            "host": "node1", "hypervisor_hostname": "node1.maas", "flavor_name": "m1.tiny", "image_id": .text(image),
            "volumes_attached": Value(volumes),
        ]
    }

    static func port(
        _ id: String, _ owner: String, _ device: String, _ address: String, _ subnet: String, net: String = "net1",
        host: String
    ) -> [String: Value] {
        [
            "id": .text(id), "name": "", "network_id": .text(net), "project_id": "p1", "device_owner": .text(owner),
            "device_id": .text(device), "mac_address": "fa:16:3e:00:00:01", "status": "ACTIVE",
            "fixed_ips": [.object([.init("ip_address", .text(address)), .init("subnet_id", .text(subnet))])],
            "binding_host_id": .text(host), "security_groups": ["sg1"],
        ]
    }

    private static func subnet(_ id: String, _ name: String, _ net: String, _ cidr: String) -> [String: Value] {
        [
            "id": .text(id), "name": .text(name), "network_id": .text(net), "cidr": .text(cidr), "ip_version": 4,
            "project_id": "p1",
        ]
    }

    private static func allocation(_ consumer: String) -> [String: Value] {
        [
            "resource_provider": "node1.maas", "consumer": .text(consumer),
            "resources": .object([.init("VCPU", 1), .init("MEMORY_MB", 1024)]),
        ]
    }
}
