import Foundation
import Logging
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("MAAS's networks, pools, tags and controllers")
struct MAASNetworkTests {
    private static let vlan = """
        {"id": 2, "vid": 2701, "name": "internal", "fabric": "dc1", "fabric_id": 1, "mtu": 9000, "dhcp_on": true,
         "external_dhcp": null, "relay_vlan": null, "primary_rack": "tde7kk", "secondary_rack": null, "space": "undefined"}
        """

    /// By path below the API.
    static let documents = [
        "devices/": "[]",
        "tags/": #"[{"name": "virtual", "definition": "//x", "comment": "", "kernel_opts": null}]"#,
        "zones/": #"[{"name": "az1", "description": "rack row az1", "id": 2}]"#,
        "resourcepools/": #"[{"name": "default", "description": "Default pool", "id": 0}]"#,
        "fabrics/": #"[{"class_type": null, "vlans": [\#(vlan)], "id": 1, "name": "dc1"}]"#,
        "subnets/": """
        [{"name": "10.10.0.0/24", "description": "", "vlan": \(vlan), "cidr": "10.10.0.0/24", "gateway_ip": null,
          "dns_servers": ["10.10.0.3", "10.10.0.2"], "managed": true, "active_discovery": false, "space": "undefined", "id": 1}]
        """,
        "spaces/": """
        [{"id": -1, "name": "undefined", "description": "", "vlans": [\(vlan)], "subnets": [{"cidr": "10.10.0.0/24"}]},
         {"id": 4, "name": "oam", "description": "", "vlans": [], "subnets": [{"cidr": "10.2.0.0/24"}, {"cidr": "10.1.0.0/24"}]}]
        """,
        "vm-hosts/": """
        [{"id": 1, "name": "kvm1", "type": "lxd", "zone": {"name": "az1"}, "pool": {"name": "default"}, "tags": [],
          "cpu_over_commit_ratio": 2.0, "memory_over_commit_ratio": 1.0, "version": "",
          "host": {"system_id": null, "__incomplete__": true}, "total": {"cores": 64, "memory": 262144, "local_storage": 2000},
          "used": {"cores": 12, "memory": 24576, "local_storage": 0}}]
        """,
        "rackcontrollers/": controller(
            #"[{"name": "rackd", "status": "running"}, {"name": "dhcpd6", "status": "off"}]"#),
        "regioncontrollers/": controller(
            #"[{"name": "regiond", "status": "dead"}, {"name": "proxy", "status": "unknown"}]"#),
        "events/?op=query&level=AUDIT&limit=1000": #"{"count": 0, "events": []}"#,
        "events/?op=query&level=INFO&limit=1000": #"{"count": 0, "events": []}"#,
    ]

    private static func controller(_ services: String) -> String {
        """
        [{"system_id": "tde7kk", "hostname": "infra1", "fqdn": "infra1.maas", "node_type_name": "Region and rack controller",
          "version": "3.6.5-17637", "zone": {"name": "az1"}, "ip_addresses": ["10.0.0.2"], "service_set": \(services)}]
        """
    }

    private func rows(_ documents: [String: String] = documents) async -> [String: [[String: Value]]] {
        var answers = documents
        answers["users/?op=whoami"] = #"{"username": "admin", "is_superuser": true}"#
        answers["machines/"] = "[]"
        let transport = FixtureTransport(
            Dictionary(uniqueKeysWithValues: answers.map { ("GET /MAAS/api/2.0/\($0.key)", .json($0.value)) }))
        let collections = await MAASSource(base: "http://maas:5240/MAAS/api/2.0/").collect(
            with: SourceMeans(transport: transport, logger: Logger(label: "test")))
        #expect(transport.askedKeys.count == Set(transport.askedKeys).count, "each list is asked for once")
        var found: [String: [[String: Value]]] = [:]
        for collection in collections {
            #expect(collection.outcome == .complete, "\(collection.spec.kind)")
            found[collection.spec.kind] = collection.rows.map {
                Dictionary(uniqueKeysWithValues: zip(collection.spec.columns.map(\.name), $0.values))
            }
        }
        return found
    }

    @Test("fabrics give their VLANs, and what is in no space has none")
    func networks() async throws {
        let rows = await rows()
        #expect(rows["maas_fabric"]?[0]["vlans"] == 1)
        let vlan = try #require(rows["maas_vlan"]?[0])
        #expect(vlan["label"] == "dc1/2701" && vlan["primary_rack"] == "tde7kk" && vlan["space"] == .null)
        let subnet = try #require(rows["maas_subnet"]?[0])
        #expect(subnet["vlan"] == 2 && subnet["space"] == .null && subnet["gateway_ip"] == .null)
        #expect(subnet["dns_servers"] == ["10.10.0.3", "10.10.0.2"], "the first is asked first")
        #expect(rows["maas_space"]?.count == 1)
        #expect(rows["maas_space"]?[0]["subnets"] == ["10.1.0.0/24", "10.2.0.0/24"])
    }

    @Test("a controller on both lists is one, with the services of both")
    func controllers() async throws {
        let rows = await rows()
        #expect(rows["maas_controller"]?.count == 1)
        let controller = try #require(rows["maas_controller"]?[0])
        #expect(controller["services_running"] == ["rackd"] && controller["services_failed"] == ["regiond"])
        #expect(controller["type"] == "Region and rack controller")
    }

    @Test("tags, zones, pools and hosts of virtual machines keep nothing for empty words")
    func words() async throws {
        let rows = await rows()
        #expect(
            rows["maas_tag"]?[0] == ["name": "virtual", "definition": "//x", "comment": .null, "kernel_opts": .null])
        #expect(rows["maas_zone"]?[0]["description"] == "rack row az1" && rows["maas_resource_pool"]?[0]["id"] == 0)
        let host = try #require(rows["maas_vm_host"]?[0])
        #expect(host["host"] == .null && host["version"] == .null && host["cores"] == 64 && host["cores_used"] == 12)
    }
}
