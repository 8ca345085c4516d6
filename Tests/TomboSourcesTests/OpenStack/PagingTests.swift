import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("paging through Nova")
struct OpenStackPagingTests {
    private struct Item: Decodable, Sendable { var id: String }

    private func page(_ ids: [Int], next: Int? = nil) -> FixtureTransport.Answer {
        let items = ids.map { "{\"id\": \"\($0)\"}" }.joined(separator: ",")
        let link = next.map {
            ", \"servers_links\": [{\"rel\": \"next\", \"href\": \"http://other/?x=1&marker=\($0)\"}]"
        }
        return .json("{\"servers\": [\(items)]\(link ?? "")}")
    }

    private func list(_ pages: [String: [FixtureTransport.Answer]]) async throws -> (Listing<String>, [String]) {
        var answers = pages
        answers[Lab.signInKey] = [try Lab.signIn()]
        answers[Lab.computeVersionsKey] = [.json(try Lab.fixture("versions-compute"))]
        let transport = FixtureTransport(inTurn: answers)
        let listing = try await Lab.client(transport).list(
            Item.self, of: "nova_server", from: .compute, "/servers", query: [("all_tenants", "1")], under: "servers")
        return (listing.map(\.id), transport.askedKeys.filter { $0.contains("/servers") })
    }

    private let first = "GET /v2.1/servers?all_tenants=1"
    private func after(_ marker: Int) -> String { "\(first)&marker=\(marker)" }

    @Test("links are followed to the end on our own endpoint, though nobody asked for pages")
    func toTheEnd() async throws {
        let (listing, asked) = try await list([
            first: [page([1, 2], next: 2)], after(2): [page([3, 4], next: 4)], after(4): [page([5])],
        ])
        guard case .complete(let ids) = listing else {
            Issue.record("is partial")
            return
        }
        #expect(ids == ["1", "2", "3", "4", "5"])
        #expect(asked == [first, after(2), after(4)])
    }

    @Test("an empty page after a full one ends the listing")
    func emptyLast() async throws {
        let (listing, _) = try await list([first: [page([1, 2], next: 2)], after(2): [page([])]])
        guard case .complete(let ids) = listing else {
            Issue.record("is partial")
            return
        }
        #expect(ids.count == 2)
    }

    @Test("a marker that comes twice is a loop: what was read stays, nothing is called gone", .timeLimit(.minutes(10)))
    func loop() async throws {
        let (listing, asked) = try await list([
            first: [page([1, 2], next: 2)], after(2): [page([3, 4], next: 4)], after(4): [page([1, 2], next: 2)],
        ])
        guard case .partial(let ids, let reason) = listing else {
            Issue.record("is complete")
            return
        }
        #expect(Set(ids).count == 4)
        #expect(reason.contains("circles"))
        #expect(asked.count == 3)
    }

    @Test("a page that fails leaves a partial listing that says which and why")
    func failure() async throws {
        let (listing, _) = try await list([
            first: [page([1, 2], next: 2)],
            after(2): [.json("{\"x\": {\"message\": \"data base away\"}}", status: 500)],
        ])
        guard case .partial(let ids, let reason) = listing else {
            Issue.record("is complete")
            return
        }
        #expect(ids == ["1", "2"])
        #expect(reason.contains("Page 2") && reason.contains("data base away"))
    }

    @Test("a marker deleted meanwhile begins the listing again, once", arguments: [400, 404])
    func deletedMarker(_ status: Int) async throws {
        let gone = FixtureTransport.Answer.json("{\"badRequest\": {\"message\": \"marker not found\"}}", status: status)
        let (listing, asked) = try await list([
            first: [page([1, 2], next: 2), page([1, 3], next: 3)], after(2): [gone], after(3): [page([4])],
        ])
        guard case .complete(let ids) = listing else {
            Issue.record("is partial")
            return
        }
        #expect(ids == ["1", "3", "4"])
        #expect(asked.count == 4)
        let (again, _) = try await list([first: [page([1, 2], next: 2)], after(2): [gone]])
        guard case .partial(let rest, _) = again else {
            Issue.record("is complete")
            return
        }
        #expect(rest == ["1", "2"])
    }

    @Test("Keystone's truncated list is partial")
    func truncated() async throws {
        let (listing, _) = try await list([first: [.json("{\"servers\": [{\"id\": \"1\"}], \"truncated\": true}")]])
        guard case .partial = listing else {
            Issue.record("is complete")
            return
        }
    }

    @Test("a link to a next page without a marker is an error, not an end")
    func linkWithoutMarker() async throws {
        for body in [
            #"{"servers": [{"id": "1"}], "servers_links": [{"rel": "next", "href": "http://other/?x=1"}]}"#,
            #"{"servers": [{"id": "1"}], "next": "/v2/images?limit=25"}"#,
            #"{"servers": [{"id": "1"}], "links": {"next": "http://other/"}}"#,
        ] {
            let error = await #expect(throws: CollectError.self) { _ = try await list([first: [.json(body)]]) }
            #expect(error?.code == .malformedAnswer && error?.message.contains("no marker") == true)
        }
    }

    @Test("new pages that bring nothing new are given up after three", .timeLimit(.minutes(10)))
    func nothingNew() async throws {
        for rows in [[1, 2], []] {
            var pages = [first: [page([1, 2], next: 100)]]
            for number in 100..<200 { pages[after(number)] = [page(rows, next: number + 1)] }
            let (listing, asked) = try await list(pages)
            guard case .partial(let ids, let reason) = listing else {
                Issue.record("is complete")
                return
            }
            #expect(Set(ids) == ["1", "2"] && asked.count == 4)
            #expect(reason.contains("nothing new"))
        }
    }

    @Test("an empty page in the middle ends nothing")
    func emptyMiddle() async throws {
        let (listing, _) = try await list([
            first: [page([1, 2], next: 2)], after(2): [page([], next: 3)], after(3): [page([4])],
        ])
        guard case .complete(let ids) = listing else {
            Issue.record("is partial")
            return
        }
        #expect(ids == ["1", "2", "4"])
    }

    @Test("by offset, a service that gives its first page for ever is given up", .timeLimit(.minutes(10)))
    func offsetIgnored() async throws {
        let transport = FixtureTransport([Lab.signInKey: try Lab.signIn()])
        transport.set(Lab.computeVersionsKey, .json(try Lab.fixture("versions-compute")))
        transport.set("GET /v2.1/groups", page([1, 2]))
        for offset in 1...20 { transport.set("GET /v2.1/groups?offset=\(offset)", page([1, 2])) }
        let listing = try await Lab.client(transport).listByOffset(
            Item.self, of: "nova_server_group", from: .compute, "/groups", under: "servers")
        guard case .partial(_, let reason) = listing else {
            Issue.record("is complete")
            return
        }
        #expect(reason.contains("changed while"))
        #expect(transport.askedKeys.count { $0.contains("/groups") } == 2)
    }

    @Test("an interruption is no partial listing")
    func cancelled() async throws {
        let error = await #expect(throws: CollectError.self) {
            _ = try await list([
                first: [page([1], next: 1)], after(1): [.failure(CollectError(.cancelled, "interrupted"))],
            ])
        }
        #expect(error?.code == .cancelled)
    }
}

extension Listing {
    fileprivate func map<Mapped: Sendable>(_ path: any KeyPath<Output, Mapped> & Sendable) -> Listing<Mapped> {
        flatMap { [$0[keyPath: path]] }
    }
}
