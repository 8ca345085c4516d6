import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@Suite("Questions")
struct QuestionTests {
    @Test("where: the load balancer's host, with the fields that say so")
    func whereIs() throws {
        let lab = try LabCloud.withStages()
        let answer = try lab.ask(WhereQuestion(resources: ["lb", "db"]))
        #expect(
            answer.lines("resource", "host", "hypervisor") == [
                "server/lb|node1.maas|node1.maas", "server/db|node2.maas|node2.maas",
            ])
        let hop = answer.column("chain")[0].elements.first
        #expect(hop?["from"] == "server/lb" && hop?["to"] == "hypervisor/node1.maas")
        #expect(hop?["rule"].text?.contains("hypervisor_hostname") == true)
        #expect(answer.isComplete && answer.snapshot?.label == "tarefa-4")
    }

    @Test("where: a server that never got a host has none, and no chain")
    func noHost() throws {
        let lab = try LabCloud()
        try lab.save(servers: [.init("big", on: nil, "m1.huge", status: "ERROR")], hosts: ["node1"])
        let answer = try lab.ask(WhereQuestion(resources: ["big"]))
        #expect(answer.lines("host", "hypervisor", "chain") == ["-|-|[]"])
    }

    @Test("where: a hypervisor that Nova does not list is said so")
    func unlisted() throws {
        let lab = try LabCloud()
        try lab.save(servers: [.init("lost", on: "node9", "m1.tiny")], hosts: ["node1"])
        let chain = try lab.ask(WhereQuestion(resources: ["lost"])).column("chain")[0]
        #expect(chain.elements.first?["rule"].text?.contains("does not list") == true)
    }

    @Test("where: something that runs nowhere is an error, not an empty answer")
    func notApplicable() throws {
        let lab = try LabCloud.withStages()
        #expect(lab.code { _ = try lab.ask(WhereQuestion(resources: ["flavor/m1.tiny"])) } == .notApplicable)
    }

    @Test("list: at any moment, each row with when it was last seen")
    func list() throws {
        let lab = try LabCloud.withStages()
        #expect(try lab.ask(ListQuestion(kind: "servers")).lines("name") == ["api1", "api2", "client", "db", "lb"])
        #expect(try lab.ask(ListQuestion(kind: "server"), at: "tarefa-2").lines("name") == ["client"])
        #expect(try lab.ask(ListQuestion(kind: "server"), at: "tarefa-1").rows.isEmpty)
        let answer = try lab.ask(ListQuestion(kind: "nova_server"))
        #expect(answer.column("locked")[0] == false, "booleans are booleans again")
        #expect(answer.column("addresses")[2].elements.count == 2, "lists are lists again")
        #expect(Set(answer.column("last_seen")) == ["2026-05-12T14:00:03Z"])
    }

    @Test("list: a source that failed leaves everything there, older, and says so")
    func failed() throws {
        let lab = try LabCloud.withStages()
        try lab.save(servers: [], hosts: ["node1"]) { _, _ in .failed(.init(.timedOut, "Nova did not answer.")) }
        let answer = try lab.ask(ListQuestion(kind: "servers"))
        #expect(answer.rows.count == 5 && !answer.isComplete)
        #expect(answer.gaps.first?.lastComplete?.seq == 4 && answer.gaps.first?.code == "timed_out")
        #expect(Set(answer.column("last_seen")) == ["2026-05-12T14:00:03Z"])
        #expect(answer.columns.last?.isBrief == true, "last_seen shows itself")
        let hosts = try lab.ask(ListQuestion(kind: "hypervisors"))
        #expect(hosts.isComplete && hosts.rows.count == 1, "the others are fresh")
    }

    @Test("snapshots: how whole each one is, by source")
    func snapshots() throws {
        let lab = try LabCloud.withStages()
        try lab.save(servers: [], hosts: ["node1"]) { _, rows in .partial(rows, reason: "page 2 failed") }
        let answer = try lab.ask(SnapshotsQuestion())
        #expect(answer.lines("seq", "label", "complete").suffix(2) == ["4|tarefa-4|true", "5|-|false"])
        #expect(answer.column("sources").last?["openstack"] == "partial")
        #expect(try lab.ask(SnapshotsQuestion(limit: 1)).rows.count == 1)
    }

    @Test("sql: the same query at two moments, with the gaps of the kinds it names")
    func sql() throws {
        let lab = try LabCloud.withStages()
        let question = SQLQuestion(sql: "SELECT count(*) AS servers FROM nova_server")
        #expect(try lab.ask(question).rows == [[5]])
        #expect(try lab.ask(question, at: "tarefa-2").rows == [[1]])
        try lab.save(servers: [], hosts: []) { _, _ in .failed(.init(.timedOut, "Nova did not answer.")) }
        #expect(try lab.ask(question).gaps.map(\.kind) == ["nova_server"])
        #expect(try lab.ask(SQLQuestion(sql: "SELECT * FROM nova_flavor")).isComplete)
    }

    @Test("every example of every kind runs")
    func examples() throws {
        let lab = try LabCloud.withStages()
        for spec in lab.specs {
            #expect(!spec.examples.isEmpty, "\(spec.kind) has no example")
            for example in spec.examples { _ = try lab.ask(SQLQuestion(sql: example.sql)) }
        }
    }

    @Test("about one cloud never answers with another's")
    func clouds() throws {
        let lab = try LabCloud.withStages()
        try lab.save(servers: [.init("foreign", on: "node1", "m1.tiny")], hosts: ["node1"], cloud: "other")
        #expect(try lab.ask(ListQuestion(kind: "servers"), cloud: "other").lines("name") == ["foreign"])
        #expect(try lab.ask(ListQuestion(kind: "servers"), cloud: "lab").rows.count == 5)
        #expect(try lab.ask(ListQuestion(kind: "servers")).rows.count == 6)
        #expect(lab.code { _ = try lab.ask(ListQuestion(kind: "servers"), cloud: "nowhere") } == .unknownCloud)
    }
}
