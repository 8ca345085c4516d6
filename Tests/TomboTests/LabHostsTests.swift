import Foundation
import Testing
import TomboQuery
import TomboRecords
import TomboSources
import TomboTestKit

@testable import tombo

/// The lab's recordings have MAAS, Juju, Ceph, OpenStack and Vault of the same machines: the questions that need all of them.
@Suite("The lab from its servers down to its machines")
struct LabHostsTests {
    private static let lab = Result { try ReplayedLab() }

    private func ask(_ question: some Question, at reference: String = "latest") throws -> Answer {
        try Self.lab.get().archive.answer(question, at: SnapshotReference(reference))
    }

    private func rows(_ answer: Answer, _ names: String...) -> [[Value]] {
        let places = names.compactMap { name in answer.columns.firstIndex { $0.name == name } }
        return answer.rows.map { row in places.map { row[$0] } }
    }

    private func chain(_ answer: Answer) -> [String] {
        let place = answer.columns.firstIndex { $0.name == "chain" } ?? 0
        return answer.rows.flatMap { $0[place].elements }.map { "\($0["from"].text ?? "") → \($0["to"].text ?? "")" }
    }

    @Test("where lb ends at a machine of MAAS, each hop with its rule")
    func loadBalancer() throws {
        let answer = try ask(WhereQuestion(resources: ["lb"]))
        #expect(
            rows(answer, "host", "hypervisor", "juju_machine", "maas_system_id") == [
                ["node3.maas", "node3.maas", "openstack/2", "4y3h7q"]
            ])
        #expect(
            chain(answer) == [
                "server/lb → hypervisor/node3.maas", "hypervisor/node3.maas → machine/node3.maas",
                "juju-machine/openstack/2 → machine/node3.maas",
            ])
        #expect(answer.isComplete)
        let byRole = try ask(WhereQuestion(resources: [], role: "lb"))
        #expect(rows(byRole, "resource", "host") == [["server/lb", "node3.maas"]])
        let named = try ask(WhereQuestion(resources: [], role: "front", roles: ["lab": ["front": ["l*"]]]))
        #expect(rows(named, "resource") == [["server/lb"]])
    }

    @Test("a subordinate, a container, an application, an address and Vault are on a machine, too")
    func others() throws {
        // As people write a unit, though there is a kind that is called vault.
        #expect(try rows(ask(WhereQuestion(resources: ["vault/0"])), "resource") == [["unit/vault/0"]])
        #expect(throws: QueryError.self) { try ask(WhereQuestion(resources: ["vault/9"])) }
        let unit = try ask(WhereQuestion(resources: ["unit/neutron-api-plugin-ovn/0"]))
        #expect(
            chain(unit) == [
                "unit/neutron-api-plugin-ovn/0 → unit/neutron-api/0",
                "unit/neutron-api/0 → juju-machine/openstack/1/lxd/3",
                "juju-machine/openstack/1/lxd/3 → juju-machine/openstack/1",
                "juju-machine/openstack/1 → machine/node2.maas",
            ])
        let units = try ask(WhereQuestion(resources: ["application/mysql-innodb-cluster"]))
        #expect(rows(units, "maas_system_id") == [["4y3h7n"], ["4y3h7p"], ["4y3h7q"]])
        let address = try ask(WhereQuestion(resources: ["172.16.8.65"]))
        #expect(rows(address, "host") == [["node3.maas"]])
        #expect(
            rows(try ask(WhereQuestion(resources: ["node5"])), "host", "maas_system_id") == [["node5.maas", "kd8w3e"]])
    }

    @Test("it is as it was then: node4 is no host of Nova's in tarefa-2")
    func then() throws {
        let client = try ask(WhereQuestion(resources: ["client"]), at: "tarefa-2")
        #expect(rows(client, "host", "maas_system_id") == [["node2.maas", "4y3h7p"]])
        let hosts = try ask(HostsQuestion(hosts: ["node4"]), at: "tarefa-2")
        #expect(rows(hosts, "hypervisor", "not_in", "servers") == [[.null, ["Juju", "Nova", "Placement", "Ceph"], 0]])
    }

    @Test("hosts has each machine once, with what sits on it and the layers that lack it")
    func hosts() throws {
        let answer = try ask(HostsQuestion())
        #expect(
            rows(answer, "host", "juju_machine", "servers", "units", "vcpus_total", "vcpus_used") == [
                ["node1.maas", "openstack/0", 1, 10, 128, 1], ["node2.maas", "openstack/1", 2, 16, 128, 3],
                ["node3.maas", "openstack/2", 2, 13, 128, 2], ["node4.maas", "openstack/3", 0, 3, 64, 0],
                ["node5.maas", .null, 0, 0, .null, .null], ["node6.maas", "controller/0", 0, 0, .null, .null],
            ])
        #expect(
            rows(answer, "crush_host", "osds") == [
                ["node1", 1], ["node2", 1], ["node3", 1], ["node4", 1], [.null, 0], [.null, 0],
            ])
        #expect(answer.isComplete)
    }

    @Test("a volume and a server's disk lead through RBD to every host with an OSD")
    func storage() throws {
        let volume = try ask(WhereQuestion(resources: ["volume/dbvol"]))
        let all: Value = ["node1.maas", "node2.maas", "node3.maas", "node4.maas"]
        #expect(rows(volume, "host", "hosts") == [[.null, all]])
        #expect(chain(volume).last == "pool/cinder-ceph → 4 OSDs on 4 hosts")
        let osd = try ask(WhereQuestion(resources: ["osd/3"]))
        #expect(rows(osd, "host", "maas_system_id") == [["node4.maas", "kd8w3c"]])
        let gateway = try ask(WhereQuestion(resources: ["rgw/juju-8e6b27-0-lxd-5"]))
        #expect(rows(gateway, "host", "juju_machine") == [["node1.maas", "openstack/0"]])
        let disks = try ask(ListQuestion(kind: "rbd-image"))
        let servers = rows(disks, "server").compactMap { $0[0].text }
        let known = rows(try ask(ListQuestion(kind: "server")), "id").compactMap { $0[0].text }
        #expect(servers.count == 5 && Set(servers) == Set(known), "each server has its disk in Ceph")
    }

    @Test("status tells how machines, applications, units and Vault stand")
    func health() throws {
        let answer = try ask(StatusQuestion())
        let place = try #require(answer.columns.firstIndex { $0.name == "health" })
        let found = answer.rows[0][place].elements.map {
            "\($0["kind"].text ?? "") \($0["state"].text ?? "") \($0["count"].json)"
        }
        for line in [
            "maas_machine Deployed 5", "maas_machine Ready 1", "juju_machine running 25", "juju_application active 27",
            "juju_unit active 42", "vault_unit unsealed 1", "ceph_cluster HEALTH_OK 1", "ceph_mon in quorum 3",
            "ceph_osd up 4",
        ] {
            #expect(found.contains(line), "\(found)")
        }
    }

    @Test("impact of a host tells what stops, what keeps a majority and where servers have room")
    func impact() throws {
        let answer = try ask(ImpactQuestion(resource: "node3"))
        let found = Dictionary(
            uniqueKeysWithValues: rows(answer, "kind", "name", "effect", "can_move_to").map {
                ("\($0[0].text ?? "") \($0[1].text ?? "")", $0)
            })
        #expect(found["juju_application vault"]?[2] == "stops" && found["maas_machine node3.maas"]?[2] == "stops")
        #expect(found["juju_application mysql-innodb-cluster"]?[2] == "loses redundancy")
        #expect(found["nova_server lb"]?[3] == ["node1.maas", "node2.maas", "node4.maas"])
        #expect(found["neutron_floatingip 172.16.8.65"]?[2] == "unreachable")
        #expect(found["juju_application keystone"] == nil)
        #expect(found["ceph_osd osd.2"]?[2] == "stops" && found["ceph_pool vms"]?[2] == "degraded")
        #expect(found["ceph_mon juju-8e6b27-2-lxd-0"]?[2] == "loses redundancy")
        let volume = try ask(ImpactQuestion(resource: "volume/dbvol"))
        #expect(
            rows(volume, "kind", "name", "effect") == [
                ["cinder_volume", "dbvol", "stops"], ["nova_server", "db", "degraded"],
            ])
        // Every server's disk is a clone of the image: without its pool none of them is whole.
        let pool = rows(try ask(ImpactQuestion(resource: "pool/glance")), "kind", "effect")
        #expect(pool.filter { $0 == ["nova_server", "stops"] }.count == 5)
        #expect(pool.contains(["ceph_pool", "stops"]) && pool.contains(["glance_image", "stops"]))
        let one = try ask(ImpactQuestion(resource: "unit/vault/0"))
        #expect(rows(one, "name", "effect") == [["vault", "stops"]])
    }
}
