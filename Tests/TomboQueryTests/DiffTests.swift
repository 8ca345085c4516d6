import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@Suite("A diff")
struct DiffTests {
    private func diff(_ lab: LabCloud, _ from: String, _ to: String, kinds: [String] = []) throws -> Answer {
        try lab.ask(DiffQuestion(from: SnapshotReference(from), kinds: kinds), at: to)
    }

    @Test("tells the lab's story, line by line")
    func story() throws {
        let lab = try LabCloud.withStages()
        #expect(try diff(lab, "tarefa-1", "tarefa-2").lines("change", "kind", "name") == ["+|nova_server|client"])
        #expect(
            try diff(lab, "tarefa-2", "tarefa-3").lines("change", "kind", "name") == ["+|nova_hypervisor|node4.maas"])
        #expect(
            try diff(lab, "tarefa-3", "tarefa-4").lines("change", "kind", "name") == [
                "+|nova_server|api1", "+|nova_server|api2", "+|nova_server|db", "+|nova_server|lb",
            ])
    }

    @Test("of a snapshot with itself is empty, and backwards it is reversed")
    func symmetry() throws {
        let lab = try LabCloud.withStages()
        #expect(try diff(lab, "tarefa-4", "tarefa-4").rows.isEmpty)
        let back = try diff(lab, "tarefa-4", "tarefa-1")
        #expect(Set(back.column("change")) == ["-"] && back.rows.count == 6)
        #expect(back.column("old").allSatisfy { !$0.isNull } && back.column("new").allSatisfy(\.isNull))
    }

    @Test("gives each changed field with its old and new value, configuration before status")
    func fields() throws {
        let lab = try LabCloud.withStages()
        var moved = LabCloud.client
        moved.host = "node3"
        moved.status = "SHUTOFF"
        try lab.save(servers: [moved] + LabCloud.stage4, hosts: ["node1", "node2", "node3", "node4"])
        #expect(
            try diff(lab, "tarefa-4", "latest").lines("change", "name", "field", "old", "new", "class") == [
                "~|client|host|node2.maas|node3.maas|configuration",
                "~|client|hypervisor_hostname|node2.maas|node3.maas|configuration",
                "~|client|status|ACTIVE|SHUTOFF|status",
            ])
    }

    @Test("shows only the kinds it is asked for")
    func kinds() throws {
        let lab = try LabCloud.withStages()
        #expect(try diff(lab, "tarefa-1", "tarefa-4", kinds: ["host"]).lines("name") == ["node4.maas"])
        #expect(lab.code { _ = try diff(lab, "tarefa-1", "tarefa-4", kinds: ["hots"]) } == .unknownKind)
    }

    @Test("never calls a resource gone that nobody looked at")
    func notObserved() throws {
        let lab = try LabCloud.withStages()
        try lab.save(servers: [], hosts: ["node1", "node2", "node3", "node4"]) { _, _ in
            .failed(.init(.timedOut, "Nova did not answer."))
        }
        let failed = try diff(lab, "tarefa-4", "latest")
        #expect(failed.lines("change", "kind", "name") == ["?|nova_server|-"] && !failed.isComplete)
        // Counted, too: how many servers went is not known, and not 0.
        let sum = try lab.ask(DiffSumQuestion(DiffQuestion(from: SnapshotReference("tarefa-4"))))
        #expect(
            sum.lines("kind", "appeared", "gone", "changed", "fields", "not_observed") == ["nova_server|-|-|-|-|1"])
        try lab.save(servers: [LabCloud.client], hosts: ["node1", "node2", "node3", "node4"]) { _, rows in
            .partial(rows, reason: "page 2 failed")
        }
        let partial = try diff(lab, "tarefa-4", "latest")
        #expect(partial.lines("change", "name") == ["?|api1", "?|api2", "?|db", "?|lb"])
    }

    @Test("does not call new what it sees for the first time because nobody had looked")
    func baseline() throws {
        let lab = try LabCloud()
        try lab.save(servers: [], hosts: ["node1"]) { _, _ in .failed(.init(.timedOut, "Nova did not answer.")) }
        try lab.save(servers: [LabCloud.client], hosts: ["node1"])
        let answer = try diff(lab, "#1", "#2")
        #expect(answer.lines("change", "name", "field") == ["?|client|first seen"] && !answer.isComplete)
    }

    @Test("names the snapshot it starts from")
    func evidence() throws {
        let lab = try LabCloud.withStages()
        let answer = try diff(lab, "tarefa-1", "tarefa-2")
        #expect(answer.baseline?.label == "tarefa-1" && answer.snapshot?.label == "tarefa-2")
    }
}
