import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@Suite("A resource reference")
struct ResourceReferenceTests {
    @Test(
        "in every form finds its resource",
        arguments: [
            "lb", "server/lb", "instance/lb", "nova_server/lb", "SERVER/lb", "id-lb", "server/id-lb",
        ])
    func forms(reference: String) throws {
        let lab = try LabCloud.withStages()
        #expect(try lab.ask(ShowQuestion(resource: reference)).column("id") == ["id-lb"])
    }

    @Test("may shorten the name of a host", arguments: ["host/node3", "hypervisor/node3", "node3", "node3.maas"])
    func shortHost(reference: String) throws {
        let lab = try LabCloud.withStages()
        #expect(try lab.ask(ShowQuestion(resource: reference)).column("uuid") == ["uuid-node3"])
    }

    @Test("never takes a wildcard for a name")
    func wildcards() throws {
        let lab = try LabCloud.withStages()
        for reference in ["host/node%", "host/node_", "%", "server/_b"] {
            #expect(lab.code { _ = try lab.ask(ShowQuestion(resource: reference)) } == .unknownResource, "\(reference)")
        }
    }

    @Test("to a name that two resources have lists them and picks none")
    func ambiguous() throws {
        let lab = try LabCloud()
        var twin = LabCloud.client
        twin.name = "twin"
        try lab.save(
            servers: [LabCloud.client, LabCloud.LabServer("m1.tiny", on: "node1", "m1.tiny")], hosts: ["node1"])
        let failure = lab.failure { _ = try lab.ask(ShowQuestion(resource: "m1.tiny")) }
        #expect(failure?.code == .ambiguousResource)
        #expect(
            failure?.message.contains("server/m1.tiny") == true && failure?.message.contains("flavor/m1.tiny") == true)
        #expect(try lab.ask(ShowQuestion(resource: "flavor/m1.tiny")).column("ram_mib") == [1024])
    }

    @Test("that is unknown suggests the nearest name")
    func unknown() throws {
        let lab = try LabCloud.withStages()
        let failure = lab.failure { _ = try lab.ask(ShowQuestion(resource: "server/clinet")) }
        #expect(failure?.code == .unknownResource && failure?.remedy?.contains("client") == true)
        #expect(lab.code { _ = try lab.ask(ShowQuestion(resource: "serfer/lb")) } == .unknownKind)
    }

    @Test("of a kind that is half named suggests every kind that has the word")
    func halfNamed() {
        let specs = ["compute-quota", "network-quota", "user"].map { alias in
            RecordSpec(
                kind: "test_" + alias.prefix { $0 != "-" }, summary: "Test.", key: ["id"], name: "id", aliases: [alias],
                brief: [], columns: [.init("id", .text, .configuration, "Test.")], examples: [])
        }
        func remedy(_ word: String) -> String? {
            do { _ = try specs.named(word) } catch { return (error as? QueryError)?.remedy }
            return nil
        }
        #expect(remedy("quotas") == "Did you mean `compute-quota` or `network-quota`?")
        #expect(remedy("zzz") == "List the kinds with `tombo schema`.")
    }

    @Test("to something that is not there yet, or no longer, says when it was")
    func otherTimes() throws {
        let lab = try LabCloud.withStages()
        let early = lab.failure { _ = try lab.ask(ShowQuestion(resource: "lb"), at: "tarefa-2") }
        #expect(early?.code == .unknownResource && early?.message.contains("first seen in #4") == true)
        try lab.save(servers: [], hosts: ["node1"])
        let late = lab.failure { _ = try lab.ask(ShowQuestion(resource: "lb")) }
        #expect(late?.message.contains("last seen in #4") == true && late?.remedy?.contains("--at '#4'") == true)
    }
}
