import Testing
import TomboRecords

@Suite("RecordSpec") struct RecordSpecTests {
    static let server = RecordSpec(
        kind: "nova_server", summary: "A server.", key: ["id"], name: "name", aliases: ["server"], brief: ["name"],
        columns: [
            .init("name", .text, .configuration, "Its name."), .init("id", .text, .configuration, "Its UUID."),
            .init("load", .real, .measure, "How busy it is."), .init("host", .text, .status, "Where it is."),
            .init("addresses", .json, .configuration, "Its addresses."),
            .init("tags", .set, .configuration, "Its tags."),
            .init("created_at", .instant, .configuration, "When."), .init("ratio", .real, .configuration, "A ratio."),
        ], examples: [])

    static let inventory = RecordSpec(
        kind: "placement_inventory", summary: "Room.", key: ["provider", "class"], name: "class", brief: [],
        columns: [
            .init("provider", .text, .configuration, "Whose."), .init("class", .text, .configuration, "What."),
            .init("total", .integer, .configuration, "How much."),
        ], examples: [])

    @Test("a single key is not stored, nor is a measure; parts of a longer key are")
    func stored() {
        #expect(Self.server.storedIndices == [0, 3, 4, 5, 6, 7])
        #expect(Self.server.measureIndices == [2])
        #expect(Self.inventory.storedIndices == [0, 1, 2])
    }

    @Test("the digest does not depend on the order of declaration")
    func digest() {
        #expect(
            Self.server.digestIndices.map { Self.server.columns[$0].name }
                == ["addresses", "created_at", "host", "name", "ratio", "tags"])
    }

    @Test("key and name are found, tables are called after the kind")
    func names() {
        #expect(Self.server.keyIndices == [1])
        #expect(Self.inventory.keyIndices == [0, 1])
        #expect(Self.server.nameIndex == 0)
        #expect(Self.server.historyTable == "nova_server_history")
        #expect(Self.server.column("host")?.fieldClass == .status)
        #expect(Self.server.column("nothing") == nil)
        #expect(Self.server != Self.inventory)
    }

    @Test("a kind of measures alone has no history")
    func measureOnly() {
        let columns = [Column("osd", .integer, .configuration, "Which."), .init("used", .integer, .measure, "Bytes.")]
        let spec = RecordSpec(
            kind: "ceph_usage", summary: "Use.", key: ["osd"], name: "osd", brief: [], columns: columns, examples: [])
        #expect(spec.isMeasureOnly)
        #expect(!Self.server.isMeasureOnly && !Self.inventory.isMeasureOnly)
    }
}
