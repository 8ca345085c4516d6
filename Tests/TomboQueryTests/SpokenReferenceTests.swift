import Testing
import TomboQuery
import TomboRecords

@Suite("A list for people")
struct SpokenReferenceTests {
    private func attachments(_ cloud: WholeCloud, isBrief: Bool = true) throws -> Answer {
        try cloud.ask(ListQuestion(kind: "cinder_attachment", isBrief: isBrief))
    }

    @Test("names what its columns point at")
    func names() throws {
        let cloud = try WholeCloud()
        try cloud.save()
        #expect(try attachments(cloud).lines("volume", "server") == ["data|lb"])
    }

    @Test("keeps an identity that nobody knows, or whose resource has no name")
    func unknown() throws {
        let cloud = try WholeCloud()
        cloud.rows["cinder_attachment"] = [
            [
                "id": "att1", "volume_id": "vol-gone", "server_id": "nameless", "device": "/dev/vdb",
                "status": "attached",
            ]
        ]
        var servers = cloud.rows["nova_server"] ?? []
        servers.append((servers.first ?? [:]).merging(["id": "nameless", "name": ""]) { $1 })
        cloud.rows["nova_server"] = servers
        try cloud.save()
        #expect(try attachments(cloud).lines("volume", "server") == ["vol-gone|nameless"])
    }

    @Test("speaks only where people read: programs get identities under the column's own name")
    func programs() throws {
        let cloud = try WholeCloud()
        try cloud.save()
        let answer = try attachments(cloud, isBrief: false)
        #expect(answer.lines("volume_id", "server_id") == ["vol1|lb"])
        #expect(!answer.columns.contains { $0.name == "volume" })
    }
}
