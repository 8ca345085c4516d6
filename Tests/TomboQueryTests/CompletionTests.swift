import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@Suite("Completion")
struct CompletionTests {
    private func offer(_ completion: Completion, _ prefix: String) throws -> [String] {
        try LabCloud.withStages().archive().moment { try completion.candidates($0, prefix: prefix) }
    }

    @Test("offers snapshots by label and number, and the second end of a range")
    func snapshots() throws {
        let names = try offer(.snapshots, "")
        #expect(names.prefix(3) == ["latest", "latest~1", "tarefa-1"] && names.last == "#1" && names.contains("#4"))
        #expect(try offer(.ranges, "tarefa-1..").contains("tarefa-1..tarefa-4"))
        #expect(try offer(.ranges, "tar").contains("tarefa-2"))
    }

    @Test("offers resources by any word of their kind, and by bare name")
    func resources() throws {
        #expect(try offer(.resources, "server/a") == ["server/api1", "server/api2"])
        #expect(try offer(.resources, "instance/l") == ["instance/lb"])
        #expect(try offer(.resources, "serv").contains("server/client"))
        #expect(try offer(.resources, "cli") == ["client"])
        #expect(try offer(.resources, "nothing/") == [])
    }

    @Test("leaves out what a shell would take apart")
    func quoting() throws {
        let lab = try LabCloud()
        try lab.save(
            servers: [
                .init("a b", on: "node1", "m1.tiny"), .init("$(x)", on: "node1", "m1.tiny"),
                .init("ação", on: "node1", "m1.tiny"),
            ],
            hosts: ["node1"])
        let found = try lab.archive().moment { try Completion.resources.candidates($0, prefix: "server/") }
        #expect(found == ["server/ação"])
    }

    @Test("knows kinds, views and the columns of a kind without a database")
    func fixed() throws {
        let specs = try LabCloud().specs
        #expect(Completion.kinds.fixed(specs, words: []).contains("server"))
        #expect(!Completion.kinds.fixed(specs, words: []).contains("server_address"))
        #expect(Completion.kindsAndViews.fixed(specs, words: []).contains("server_address"))
        #expect(Completion.columns.fixed(specs, words: ["tombo", "list", "flavors", "-c", ""]).contains("ram_mib"))
    }
}
