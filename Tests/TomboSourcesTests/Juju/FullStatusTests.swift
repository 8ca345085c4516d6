import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("Client.FullStatus as `juju status` prints it")
struct FullStatusTests {
    private func document(_ name: String = "fullstatus-subordinate") throws -> Value {
        FullStatus(try JujuAPILab.value(name), controller: "lab").document
    }

    private func document(json: String) throws -> Value {
        FullStatus(try #require(Value(json: json)), controller: "lab").document
    }

    @Test("a real answer of 3.6.0 becomes the document that the command prints")
    func whole() throws {
        let expected = try JujuAPILab.value("status-subordinate").canonical(sortLists: false)
        #expect(try document().canonical(sortLists: false) == expected)
    }

    @Test("has the keys that a real document of 3.6.4 has for a model of the same shape")
    func keys() throws {
        let (mapped, real) = (try document(), try JujuAPILab.value("status-cli-3.6.4-keys"))
        func keys(_ value: Value) -> Set<String> { Set(value.fields.map(\.key)) }
        #expect(keys(mapped).union(["storage"]) == keys(real))
        #expect(keys(mapped["model"]) == keys(real["model"]))
        #expect(keys(mapped["machines"]["0"]) == keys(real["machines"]["1"]))
        #expect(keys(mapped["applications"]["ubuntu"]) == keys(real["applications"]["ubuntu"]))
        let unit = mapped["applications"]["ubuntu"]["units"]["ubuntu/0"]
        let realUnit = real["applications"]["ubuntu"]["units"]["ubuntu/1"]
        #expect(keys(unit) == keys(realUnit))
        #expect(keys(unit["subordinates"]["ntp/0"]) == keys(realUnit["subordinates"]["nrpe/1"]))
        // Of the charm's own: a version, and peers.
        #expect(
            keys(mapped["applications"]["ntp"]).subtracting(["version", "charm-version"])
                == keys(real["applications"]["nrpe"]))
    }

    @Test(
        "moments have any number of digits and become whole seconds",
        arguments: [
            ("2024-12-04T01:41:47.4040454Z", "2024-12-04 01:41:47Z"),
            ("2024-12-04T01:42:38.710685177Z", "2024-12-04 01:42:38Z"),
            ("2024-12-04T01:41:47Z", "2024-12-04 01:41:47Z"),
            ("2024-12-04T03:41:47.5+02:00", "2024-12-04 01:41:47Z"), ("yesterday", nil),
        ] as [(String, String?)])
    func moments(_ wire: String, _ printed: String?) {
        #expect(JujuTime.utc(wire) == printed)
    }

    @Test("null, empty text, list and object are all left out, and an empty model has its two objects")
    func empty() throws {
        let document = try document(
            json: """
                {"model": {"name": "m", "type": "iaas", "cloud-tag": "cloud-maas", "available-version": ""},
                 "machines": null, "applications": null, "remote-applications": {}, "offers": null, "relations": null}
                """)
        #expect(document["machines"] == .object([]) && document["applications"] == .object([]))
        #expect(document["model"]["cloud"] == "maas" && document["model"]["upgrade-available"].isNull)
        #expect(document["offers"].isNull && document["storage"].isNull)
    }

    @Test("containers nest, a machine not yet there has what it has, and controllers tell of their vote")
    func machines() throws {
        let document = try document("fullstatus-lab")
        let machine = document["machines"]["0"]
        #expect(machine["containers"]["0/lxd/3"]["instance-id"] == "juju-3c4d5e-0-lxd-3")
        #expect(
            machine["containers"]["0/lxd/3"]["base"] == .object([.init("name", "ubuntu"), .init("channel", "22.04")]))
        #expect(machine["controller-member-status"] == "has-vote" && machine["ha-primary"] == true)
        let pending = document["machines"]["1"]
        #expect(pending["instance-id"] == "pending" && pending["hostname"].isNull)
        #expect(pending["machine-status"]["message"] == "No available machine matches constraints")
        #expect(document["machines"]["2"]["series"] == "focal" && document["machines"]["2"]["base"].isNull)
        let down = document["machines"]["3"]
        #expect(down["juju-status"]["message"] == "agent is not communicating with the server")
        #expect(down["machine-status"]["current"] == "running", "the provider's view stays")
        #expect(document["machines"]["4"] == Value(["status-error": "cannot read machine"]))
    }

    @Test(
        "the vote of a controller's machine",
        arguments: [
            (true, true, "has-vote"), (false, true, "adding-vote"), (true, false, "removing-vote"),
            (false, false, "no-vote"),
        ])
    func votes(_ has: Bool, _ wants: Bool, _ word: String) throws {
        let document = try document(
            json: """
                {"machines": {"0": {"jobs": ["JobManageModel"], "has-vote": \(has), "wants-vote": \(wants)}}}
                """)
        #expect(document["machines"]["0"]["controller-member-status"].text == word)
    }

    @Test(
        "charms of every origin",
        arguments: [
            ("ch:amd64/jammy/ceph-osd-50", "ceph-osd", "charmhub", "ceph-osd", 50),
            ("ch:amd64/ntp-50", "ntp", "charmhub", "ntp", 50),
            ("cs:~user/cinder-310", "cs:~user/cinder-310", "charmstore", "cinder", 310),
            ("local:focal/my-charm-0", "local:focal/my-charm-0", "local", "my-charm", 0),
            ("ch:mysql-innodb-cluster", "mysql-innodb-cluster", "charmhub", "mysql-innodb-cluster", nil),
        ] as [(String, String, String, String, Int64?)])
    func charms(_ url: String, _ alias: String, _ origin: String, _ name: String, _ revision: Int64?) throws {
        let charm = JujuCharmURL(url)
        #expect(charm.alias == alias && charm.origin == origin && charm.name == name && charm.revision == revision)
    }

    @Test("relations go into their applications with interface and scope; of another model by name alone")
    func relations() throws {
        let document = try document("fullstatus-lab")
        let cinder = document["applications"]["cinder"]["relations"]
        func related(_ name: String, _ interface: String) -> Value {
            let pairs = ["related-application": name, "interface": interface, "scope": "global"]
            return .list([Value(pairs)]).canonical(sortLists: false)
        }
        #expect(cinder["amqp"].canonical(sortLists: false) == related("rabbitmq-server", "rabbitmq"))
        #expect(cinder["cluster"].canonical(sortLists: false) == related("cinder", "cinder-ha"))
        #expect(cinder["identity-service"] == ["keystone-remote"])
        let saas = document["application-endpoints"]["keystone-remote"]
        #expect(saas["url"] == "admin/other.keystone" && saas["relations"]["identity-service"] == ["cinder"])
        #expect(saas["endpoints"]["identity-service"]["role"] == "provider")
        let offer = document["offers"]["ceph"]
        #expect(offer["application"] == "ceph-mon" && offer["active-connected-count"].isNull)
        #expect(offer["endpoints"]["client"]["interface"] == "ceph-client")
    }

    @Test("a failed hook of a relation names the other end, as the command does")
    func failedHook() throws {
        let unit = try document("fullstatus-lab")["applications"]["cinder"]["units"]["cinder/0"]
        #expect(
            unit["workload-status"]["message"] == "hook failed: \"amqp-relation-changed\" for rabbitmq-server:amqp")
        #expect(unit["leader"].isNull && unit["open-ports"] == ["8776/tcp"])
        #expect(unit["upgrading-from"] == "ch:amd64/jammy/cinder-600")
    }

    @Test("a lost agent is lost, and an application that cannot be read says so")
    func lost() throws {
        let applications = try document("fullstatus-lab")["applications"]
        let unit = applications["rabbitmq-server"]["units"]["rabbitmq-server/0"]
        #expect(unit["workload-status"]["current"] == "unknown" && unit["juju-status"]["current"] == "lost")
        #expect(applications["broken"] == Value(["status-error": "cannot read settings"]))
        #expect(applications["rabbitmq-server"]["units"]["rabbitmq-server/0"]["leader"] == true)
    }

    @Test("storage is named by its tags")
    func storage() throws {
        let storage = try document("fullstatus-lab")["storage"]
        let instance = storage["storage"]["osd-devices/0"]
        #expect(instance["kind"] == "block" && instance["status"]["current"] == "attached")
        #expect(instance["attachments"]["units"]["ceph-osd/0"]["machine"] == "0/lxd/3")
        #expect(instance["attachments"]["units"]["ceph-osd/0"]["location"] == "/dev/sdb")
        #expect(storage["volumes"]["0"]["storage"] == "osd-devices/0" && storage["volumes"]["0"]["size"] == 1024)
    }

    @Test("models are listed as `juju models` lists them, without what is volatile")
    func models() throws {
        let summaries = ModelSummaries(controller: "lab", answer: try JujuAPILab.value("model-summaries"))
        let models = summaries.models
        #expect(models.count == 1 && summaries.failures == ["permission denied"])
        #expect(models[0]["name"] == "admin/openstack" && models[0]["short-name"] == "openstack")
        #expect(models[0]["model-uuid"].text == JujuAPILab.model && models[0]["type"] == "maas")
        #expect(models[0]["cloud"] == "mymaas" && models[0]["is-controller"] == false)
        #expect(models[0]["status"]["current"] == "available" && models[0]["last-connection"].isNull)
    }
}
