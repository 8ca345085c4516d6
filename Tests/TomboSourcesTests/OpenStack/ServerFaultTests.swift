import Foundation
import Logging
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("faults that the listing of servers keeps back")
struct ServerFaultTests {
    private func collect(_ answer: FixtureTransport.Answer) async throws -> Listing<RecordRow> {
        try await Lab.entry("nova_server").collect(Lab.client(try Lab.transport([Lab.serverKey(6): answer])))
    }

    @Test("are asked for alone, and only of servers that never got a host")
    func asked() async throws {
        let transport = try Lab.transport()
        let rows = try await Lab.rows("nova_server", transport)
        #expect(rows[Lab.id(6)]?["fault_message"] == "No valid host was found. ")
        #expect(rows[Lab.id(6)]?.row.values.contains { $0.json.contains("Traceback") } == false)
        let alone = transport.askedKeys.filter { $0.hasPrefix("GET /v2.1/servers/00") }
        #expect(alone == [Lab.serverKey(6)])
    }

    @Test("when they do not come the server is left out, so that what is stored of it stands")
    func failed() async throws {
        let failures: [FixtureTransport.Answer] = [
            .json(#"{"computeFault": {"message": "it broke"}}"#, status: 500),
            .json("<html><title>it broke</title></html>", status: 404),
            .failure(CollectError(.timedOut, "it broke")),
        ]
        for failure in failures {
            let listing = try await collect(failure)
            #expect(listing.records.count == 5)
            #expect(!listing.records.contains { $0.key == Lab.id(6) })
            #expect(listing.reason?.contains("it broke") == true)
        }
    }

    @Test("a server that Nova says is gone meanwhile is gone, and the listing whole")
    func gone() async throws {
        let listing = try await collect(.json(#"{"itemNotFound": {"code": 404, "message": "gone"}}"#, status: 404))
        #expect(listing.records.count == 5 && listing.reason == nil)
    }

    @Test("an interruption is an interruption")
    func cancelled() async throws {
        let error = await #expect(throws: CollectError.self) {
            _ = try await collect(.failure(CollectError(.cancelled, "interrupted")))
        }
        #expect(error?.code == .cancelled)
    }

    @Test("of very many only the oldest are asked, always the same ones")
    func many() async throws {
        let big = try #require(Value(json: try Lab.fixture("nova_server-6")))["server"].json
        func server(_ number: Int, fault: Bool) -> String {
            let id = "s\(1000 + number)"
            let text = big.replacingOccurrences(of: Lab.id(6), with: id)
            return fault ? text : text.replacingOccurrences(of: "\"fault\":", with: "\"other\":")
        }
        let count = Nova.ServerFaults.limit + 5
        let list = (1...count).reversed().map { server($0, fault: false) }.joined(separator: ",")
        var answers: [String: FixtureTransport.Answer] = [Lab.serversKey: .json("{\"servers\": [\(list)]}")]
        for number in 1...count {
            answers["GET /v2.1/servers/s\(1000 + number)"] = .json("{\"server\": \(server(number, fault: true))}")
        }
        let listing = try await Lab.entry("nova_server").collect(Lab.client(try Lab.transport(answers)))
        let fault = try #require(Nova.Server.spec.columns.firstIndex { $0.name == "fault_message" })
        #expect(listing.reason == nil && listing.records.count == count)
        let silent = listing.records.filter { $0.values[fault].isNull }.map(\.key).sorted()
        #expect(silent == (Nova.ServerFaults.limit + 1...count).map { "s\(1000 + $0)" })
    }
}
