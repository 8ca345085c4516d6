import Foundation
import Logging
import Testing
import TomboRecords
import TomboStore
import TomboTestKit

@testable import TomboSources

@Suite("Juju's status")
struct JujuStatusTests {
    /// A model with what a test is about in it.
    static func document(
        machines: String = "{}", applications: String = "{}", more: String = "", model: String = "openstack"
    ) -> String {
        """
        {"model": {"name": "\(model)", "type": "iaas", "controller": "ctrl", "cloud": "maas", "version": "3.6.5",
          "model-status": {"current": "available", "since": "09 May 2025 15:24:16Z"}},
         "machines": \(machines), "applications": \(applications)\(more), "controller": {"timestamp": "14:24:08Z"}}
        """
    }

    private func status(_ text: String) throws -> JujuStatus {
        try JujuStatus(#require(Value(json: text)), what: "The status")
    }

    private func rows<Output: JujuRecord>(
        _ type: Output.Type, _ text: String
    ) throws -> (rows: [String: [String: Value]], faults: [String]) {
        var faults: [String] = []
        let records = Output.records(in: try status(text), faults: &faults)
        let rows = try records.map { record in
            let row = try record.row()
            let names = Output.spec.columns.map(\.name)
            return (row.key, Dictionary(uniqueKeysWithValues: zip(names, row.values)))
        }
        return (Dictionary(uniqueKeysWithValues: rows), faults)
    }

    @Test("containers, however deep, know the machine they are on")
    func containers() throws {
        let machines = """
            {"0": {"juju-status": {"current": "started", "version": "3.6.5"}, "hostname": "node1", "dns-name": "10.0.0.11",
              "ip-addresses": ["10.0.0.11"], "instance-id": "4y3h7n", "display-name": "node1",
              "machine-status": {"current": "running", "message": "Deployed"},
              "base": {"name": "ubuntu", "channel": "22.04/stable"},
              "hardware": "arch=amd64 cores=8 mem=16384M tags=compute,storage availability-zone=rack one",
              "containers": {"0/lxd/3": {"instance-id": "juju-8e6b27-0-lxd-3", "juju-status": {"current": "started"},
                "containers": {"0/lxd/3/lxd/0": {"instance-id": "pending", "hostname": "None"}}}}}}
            """
        let (rows, faults) = try rows(Juju.Machine.self, Self.document(machines: machines))
        #expect(faults.isEmpty && rows.count == 3)
        let host = try #require(rows["openstack/0"])
        #expect(host["instance_id"] == "4y3h7n" && host["cores"] == 8 && host["memory_mib"] == 16384)
        #expect(host["base"] == "ubuntu@22.04" && host["tags"] == ["compute", "storage"])
        #expect(host["availability_zone"] == "rack one" && host["parent"]?.isNull == true)
        #expect(rows["openstack/0/lxd/3"]?["parent"] == "openstack/0")
        let pending = try #require(rows["openstack/0/lxd/3/lxd/0"])
        #expect(pending["parent"] == "openstack/0/lxd/3")
        #expect(pending["instance_id"]?.isNull == true && pending["hostname"]?.isNull == true)
    }

    static let subordinates = """
        {"nova-compute": {"charm": "nova-compute", "charm-name": "nova-compute", "charm-rev": 694, "exposed": false,
           "application-status": {"current": "active"}, "units": {"nova-compute/0": {"machine": "0", "leader": true,
             "workload-status": {"current": "active", "message": "Unit is ready"}, "juju-status": {"current": "executing",
             "message": "running update-status hook"}, "subordinates": {"ovn-chassis/2": {
               "workload-status": {"current": "active"}, "juju-status": {"current": "idle"}}}}}},
         "ovn-chassis": {"charm": "ovn-chassis", "exposed": false, "subordinate-to": ["nova-compute"],
           "application-status": {"current": "active"}, "units": null}}
        """

    @Test("subordinates stand only under their principal, and are on its machine")
    func subordinateUnits() throws {
        let (rows, _) = try rows(Juju.Unit.self, Self.document(applications: Self.subordinates))
        #expect(rows.count == 2)
        let unit = try #require(rows["openstack/ovn-chassis/2"])
        #expect(unit["machine"] == "openstack/0" && unit["principal"] == "openstack/nova-compute/0")
        #expect(unit["leader"] == false)
        let applications = try self.rows(Juju.Application.self, Self.document(applications: Self.subordinates)).rows
        #expect(applications["openstack/ovn-chassis"]?["scale"]?.isNull == true)
        #expect(applications["openstack/nova-compute"]?["scale"] == 1)
    }

    @Test("an agent that runs a hook is idle again in a moment: no change")
    func executing() throws {
        let (rows, _) = try rows(Juju.Unit.self, Self.document(applications: Self.subordinates))
        #expect(rows["openstack/nova-compute/0"]?["agent_status"] == "idle")
    }

    @Test("2.9 says series, relations by name, and charms by URL")
    func old() throws {
        let applications = """
            {"cinder": {"charm": "cs:~openstack-charmers/cinder-310", "series": "focal", "exposed": true,
               "application-status": {"current": "active"}, "relations": {"amqp": ["rabbitmq-server"],
               "cluster": ["cinder"]}, "units": {"cinder/0": {"machine": "0"}}},
             "rabbitmq-server": {"charm": "local:focal/rabbitmq-server-0", "series": "focal", "exposed": false,
               "relations": {"amqp": ["cinder"]}}}
            """
        let text = Self.document(applications: applications)
        let cinder = try #require(try rows(Juju.Application.self, text).rows["openstack/cinder"])
        #expect(cinder["charm"] == "cinder" && cinder["charm_origin"] == "charmstore" && cinder["charm_rev"] == 310)
        #expect(cinder["base"] == "focal" && cinder["exposed"] == true)
        let integrations = try rows(Juju.Integration.self, text).rows
        #expect(
            Set(integrations.keys) == [
                "openstack/cinder:amqp rabbitmq-server:amqp", "openstack/cinder:cluster cinder:cluster",
            ])
        #expect(integrations.values.allSatisfy { $0["interface"]?.isNull == true })
    }

    @Test("two endpoints of one interface between the same two are not paired by a guess")
    func unsurePairs() throws {
        func end(_ name: String) -> String { "[{\"related-application\": \"\(name)\", \"interface\": \"x\"}]" }
        let applications = """
            {"a": {"charm": "a", "exposed": false, "relations": {"one": \(end("b")), "two": \(end("b"))}},
             "b": {"charm": "b", "exposed": false, "relations": {"three": \(end("a")), "four": \(end("a"))}}}
            """
        let rows = try rows(Juju.Integration.self, Self.document(applications: applications)).rows
        #expect(Set(rows.keys) == ["openstack/a:one b", "openstack/a:two b"])
    }

    @Test("what Juju itself cannot tell makes the listing partial, and is not a thing that went")
    func statusError() throws {
        let machines = "{\"0\": {\"status-error\": \"cannot get machine\"}, \"1\": {\"instance-id\": \"x\"}}"
        let (rows, faults) = try rows(Juju.Machine.self, Self.document(machines: machines))
        #expect(rows.count == 1 && faults == ["machine openstack/0: cannot get machine"])
    }

    @Test("offers, remote applications and storage", arguments: [0])
    func others(_: Int) throws {
        let text = Self.document(
            more: """
                , "offers": {"ceph": {"application": "ceph-mon", "charm": "ch:amd64/ceph-mon-138",
                  "total-connected-count": 2, "active-connected-count": 1, "endpoints": {}}},
                "application-endpoints": {"keystone": {"url": "ctrl:admin/other.keystone",
                  "application-status": {"current": "active"}, "endpoints": {}}},
                "storage": {"storage": {"osd-devices/0": {"kind": "block", "life": "alive",
                  "status": {"current": "attached"}, "persistent": false, "attachments": {"units": {
                    "ceph-osd/0": {"machine": "0", "location": "/dev/sdb"}}}}}}
                """)
        #expect(try rows(Juju.Offer.self, text).rows["openstack/ceph"]?["charm"] == "ceph-mon")
        #expect(
            try rows(Juju.RemoteApplication.self, text).rows["openstack/keystone"]?["url"]
                == "ctrl:admin/other.keystone")
        let storage = try #require(try rows(Juju.Storage.self, text).rows["openstack/osd-devices/0"])
        #expect(storage["units"] == ["openstack/ceph-osd/0"] && storage["location"] == "/dev/sdb")
    }

    @Test("a document that is something else says what it lacks")
    func otherDocument() throws {
        for (text, missing) in [
            ("{}", "model.name"), ("{\"model\": {\"name\": \"m\"}, \"machines\": {}}", "applications"),
        ] {
            let error = #expect(throws: CollectError.self) { try status(text) }
            #expect(error?.code == .malformedAnswer && error?.message.contains("`\(missing)`") == true)
        }
    }
}

@Suite("What charms say")
struct CharmStateTests {
    @Test(
        "mysql-innodb-cluster tells its mode and how many failures it tolerates",
        arguments: [
            ("Unit is ready: Mode: R/W, Cluster is ONLINE and can tolerate up to ONE failure.", "R/W", 1),
            ("Unit is ready: Mode: R/O, Cluster is ONLINE and can tolerate up to 2 failures.", "R/O", 2),
            ("Unit is ready: Mode: R/O, Cluster is NOT tolerant to any failures. 1 member is not active.", "R/O", 0),
            ("Unit is ready: Mode: R/O", "R/O", nil), ("MySQL is down on this instance", nil, nil),
        ] as [(String, String?, Int?)])
    func mysql(message: String, mode: String?, tolerates: Int?) {
        let state = CharmState(charm: "mysql-innodb-cluster", message: message)
        #expect(state.mode == mode && state.tolerates == tolerates)
        #expect(state.inactive == (message.contains("1 member") ? 1 : nil))
    }

    @Test("hardware is read in Juju's units, and in no other")
    func hardware() {
        #expect(JujuHardware("arch=amd64 cores=8 mem=16384M").memory == 16384)
        #expect(JujuHardware("mem=4G").memory == 4096)
        #expect(JujuHardware("mem=0M cores=0").memory == nil && JujuHardware("mem=12").memory == nil)
    }

    @Test("vault, rabbitmq, ovn and ceph say what they are, and nothing else is guessed")
    func others() {
        #expect(CharmState(charm: "vault", message: "Unit is sealed").sealed == true)
        #expect(CharmState(charm: "vault", message: "Unit is ready (active: true, mlock: disabled)").sealed == false)
        #expect(CharmState(charm: "vault", message: "Vault service not running").sealed == nil)
        #expect(CharmState(charm: "vault", message: "Vault needs to be initialized").initialized == false)
        let standby = CharmState(charm: "vault", message: "Unit is ready (active: false, mlock: enabled)")
        #expect(standby.active == false && standby.sealed == false && standby.initialized == true)
        #expect(CharmState(charm: "rabbitmq-server", message: "Unit is ready and clustered").clustered == true)
        #expect(CharmState(charm: "rabbitmq-server", message: "RabbitMQ is partitioned").clustered == false)
        #expect(CharmState(charm: "rabbitmq-server", message: "Unit is ready").clustered == nil)
        #expect(CharmState(charm: "ceph-mon", message: "Unit not clustered (no quorum)").clustered == false)
        let leads = CharmState(
            charm: "ovn-central", message: "Unit is ready (leader: ovnnb_db, ovnsb_db northd: active)"
        ).leads
        #expect(leads == ["northd", "ovnnb_db", "ovnsb_db"])
        #expect(CharmState(charm: "ovn-central", message: "Unit is ready").leads == [])
        #expect(CharmState(charm: "ovn-central", message: "'certificates' missing").leads == nil)
        #expect(CharmState(charm: "ceph-osd", message: "Unit is ready (14 OSD)").osds == 14)
        #expect(CharmState(charm: "keystone", message: "Unit is sealed").sealed == nil)
    }
}
