import Foundation
import Logging
import Synchronization
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("asking each provider")
struct EachProviderTests {
    @Test("a provider that does not answer is left out, and the listing says which and why")
    func one() async throws {
        let gone = FixtureTransport.Answer.json(#"{"errors": [{"detail": "No resource provider"}]}"#, status: 404)
        let transport = try Lab.transport([Lab.providerKey(203, "inventories"): gone])
        let listing = try await Lab.entry("placement_inventory").collect(Lab.client(transport))
        guard case .partial(let rows, let reason) = listing else {
            Issue.record("is complete")
            return
        }
        #expect(rows.count == 6)
        #expect(reason.contains("1 of 3") && reason.contains("node1.maas_GPU"))
    }

    @Test("when none answers the collector fails")
    func none() async throws {
        let down = FixtureTransport.Answer.failure(CollectError(.unreachable, "Nothing answers."))
        var spoiled: [String: FixtureTransport.Answer] = [:]
        for provider in 201...203 { spoiled[Lab.providerKey(provider, "usages")] = down }
        let client = Lab.client(try Lab.transport(spoiled))
        let entry = try Lab.entry("placement_usage")
        let error = await failure { () async throws(CollectError) in try await entry.collect(client) }
        #expect(error?.code == .unreachable)
    }

    @Test("a service that is down is not asked for every one of a hundred providers")
    func patience() async throws {
        let list = (1...100).map { "{\"uuid\": \"u\($0)\", \"name\": \"n\($0)\"}" }.joined(separator: ",")
        var answers: [String: FixtureTransport.Answer] = [
            "GET /resource_providers": .json("{\"resource_providers\": [\(list)]}")
        ]
        for number in 1...100 {
            answers["GET /resource_providers/u\(number)/traits"] = .json("{}", status: 503)
        }
        let transport = try Lab.transport(answers)
        let entry = try Lab.entry("placement_resource_provider")
        let client = Lab.client(transport)
        _ = await failure { () async throws(CollectError) in try await entry.collect(client) }
        #expect(transport.askedKeys.count { $0.hasSuffix("/traits") } < 20)
    }
}
