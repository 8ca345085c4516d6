import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("The API in place of the juju command", .timeLimit(.minutes(10)))
struct JujuAPIClientTests {
    private static let models = "RPC /ListModelSummaries?all"
    private static let status = "RPC /\(JujuAPILab.model)/Client/FullStatus"

    private func client(_ answers: [String: FixtureTransport.Answer]) throws -> (JujuAPIClient, FixtureTransport) {
        let known: [String: FixtureTransport.Answer] = [
            Self.models: .json(try JujuAPILab.fixture("model-summaries")),
            Self.status: .json(try JujuAPILab.fixture("fullstatus-lab")),
            "RPC /\(JujuAPILab.model)/Application/Get?ceph-osd": .json(
                """
                {"application": "ceph-osd", "charm": "ceph-osd", "config": {"osd-devices": {"value": "/dev/sdb"}}}
                """),
        ]
        let transport = FixtureTransport(known.merging(answers) { $1 })
        let settings = JujuAPIClient.Settings(controller: "lab", user: "admin", addresses: ["10.0.0.5:17070"])
        return (JujuAPIClient(settings, transport: transport), transport)
    }

    @Test(
        "gives the documents of the commands, and lists the models once",
        arguments: ["openstack", "admin/openstack", "lab:openstack"])
    func documents(name: String) async throws {
        let (client, transport) = try client([:])
        #expect(try await client.run(["models"])["models"].elements.count == 1)
        #expect(try await client.run(["status"], model: name)["machines"]["0"]["hostname"] == "node1")
        let options = try await client.run(["config", "ceph-osd"], model: name)
        #expect(options["settings"]["osd-devices"]["value"] == "/dev/sdb")
        let controller = try await client.run(["controllers"])["controllers"]["lab"]
        #expect(controller["uuid"] == "0d8ea8a8-3b4c-4b63-8c6e-6e5a0d0e7d11")
        #expect(controller["api-endpoints"] == ["10.0.0.5:17070"] && controller["agent-version"].isNull)
        #expect(transport.askedKeys.count { $0 == Self.models } == 1)
    }

    @Test("names the models that there are when one is not")
    func unknown() async throws {
        let (client, _) = try client([:])
        let error = await failure { () async throws(CollectError) in try await client.run(["status"], model: "opnstack")
        }
        #expect(error?.code == .notFound && error?.remedy?.contains("admin/openstack") == true)
        let other = await failure { () async throws(CollectError) in try await client.run(["ssh", "0"]) }
        #expect(other?.code == .misconfigured)
    }

    @Test("asks for the granted models when not all may be listed")
    func granted() async throws {
        let forbidden = FixtureTransport.Answer.failure(CollectError(.forbidden, "No."))
        let (client, transport) = try client([
            Self.models: forbidden, "RPC /ListModelSummaries": .json(try JujuAPILab.fixture("model-summaries")),
        ])
        #expect(try await client.run(["models"])["models"].elements.count == 1)
        #expect(transport.askedKeys == [Self.models, "RPC /ListModelSummaries"])
    }

    @Test("fails when no model can be listed, and when an answer is no object")
    func failing() async throws {
        let nothing = "{\"results\": [{\"error\": {\"message\": \"kaboom\"}}]}"
        for (answer, code) in [(nothing, CollectError.Code.serverError), ("[]", .malformedAnswer)] {
            let (client, _) = try client([Self.models: .json(answer)])
            let error = await failure { () async throws(CollectError) in try await client.run(["models"]) }
            #expect(error?.code == code && error?.remedy != nil)
        }
    }
}
