import TomboRecords
import TomboSources
import TomboTestKit

@testable import tombo

extension BadInput {
    /// Each answer is good, and together they are not.
    static let listings = [
        BadInput(
            name: "a page that links to itself",
            fault: servers { _, cloud in cloud.listing("servers", [cloud.server(0)], link: LoopbackCloud.link("s0")) },
            expected: partial("goes round in circles")),
        BadInput(
            name: "new pages without end, and the same rows each time",
            fault: servers { number, cloud in
                cloud.listing("servers", [cloud.server(0), cloud.server(1)], link: LoopbackCloud.link("m\(number)"))
            }, expected: partial("brought nothing new")),
        BadInput(
            name: "new pages without end, and each is empty",
            fault: servers { number, cloud in cloud.listing("servers", [], link: LoopbackCloud.link("m\(number)")) },
            expected: partial("brought nothing new")),
        BadInput(
            name: "new pages without end, with new rows each time",
            fault: servers { number, cloud in
                var cloud = cloud
                cloud.servers = (0...number).map { "n\($0)" }
                return cloud.listing("servers", [cloud.server(number)], link: LoopbackCloud.link("s\(number)"))
            }, settings: Settings(limits: ReadingLimits(listing: 20_000)), expected: partial("beyond 20000 bytes")),
        BadInput(
            name: "more in one round than any cloud has", fault: .answer { _, _ in nil },
            settings: Settings(limits: ReadingLimits(round: 10)),
            expected: .init(
                status: .nothingCollected, outcome: .failed, code: "too_large", says: ["10 bytes together"],
                hint: "See with `-v -v`")),
        BadInput(
            name: "an empty page after the last row",
            fault: .cloud { $0.servers.removeLast() },
            expected: .init(status: .done, outcome: .complete, gone: 1)),
        BadInput(
            name: "the row that the next page begins after is gone, once",
            fault: .answer { request, tally in
                guard let marker = LoopbackCloud.marker(request.path), marker == "s1" else { return nil }
                return tally.next("marker") == 1 ? markerGone : nil
            }, expected: .init(status: .done, outcome: .complete)),
        BadInput(
            name: "the row that the next page begins after is gone, each time", fault: onSecondPage(markerGone),
            expected: partial("marker [s1] not found")),
        BadInput(
            name: "a second page that fails",
            fault: onSecondPage(.json(#"{"computeFault": {"message": "data base away"}}"#, status: 500)),
            expected: partial("Page 2 of nova_server is missing", "data base away")),
        BadInput(
            name: "one identity twice on one page, with the same values",
            fault: servers { _, cloud in cloud.listing("servers", (0...4).map(cloud.server) + [cloud.server(0)]) },
            expected: .init(status: .done, outcome: .complete)),
        BadInput(
            name: "one identity twice on one page, with other values",
            fault: servers { _, cloud in cloud.listing("servers", [cloud.server(0), shutOff(cloud)]) },
            expected: partial("`s0` came twice with different values")),
        BadInput(
            name: "rows that shift from page to page, with the same values",
            fault: servers { number, cloud in
                number == 1
                    ? cloud.listing("servers", (0...2).map(cloud.server), link: LoopbackCloud.link("s2"))
                    : cloud.listing("servers", (2...4).map(cloud.server))
            }, expected: .init(status: .done, outcome: .complete)),
        BadInput(
            name: "rows that shift from page to page, with other values",
            fault: servers { number, cloud in
                number == 1
                    ? cloud.listing("servers", [cloud.server(0), cloud.server(1)], link: LoopbackCloud.link("s1"))
                    : cloud.listing("servers", [shutOff(cloud), cloud.server(2)])
            }, expected: partial("came twice with different values")),
        BadInput(
            name: "one of Placement's providers gives no inventory", kind: "placement_inventory",
            fault: at("/placement/resource_providers/h1/inventories", LoopbackCloud.notFound),
            expected: .init(
                status: .incomplete, outcome: .partial, says: ["1 of 3 providers", "node2.maas"])),
        BadInput(
            name: "a cell of Nova is down",
            fault: servers { _, cloud in
                cloud.listing("servers", [cloud.server(0), #""id": "s1", "status": "UNKNOWN", "tenant_id": "p1""#])
            }, expected: partial("Nova cannot reach a cell")),
        BadInput(
            name: "a cloud that was emptied, each listing complete", fault: .cloud { $0.isEmpty = true },
            expected: .init(status: .done, outcome: .complete, gone: 5)),
    ]

    private static let markerGone = LoopbackAnswer.json(
        #"{"badRequest": {"code": 400, "message": "marker [s1] not found"}}"#, status: 400)

    private static func partial(_ phrases: String...) -> Expected {
        .init(status: .incomplete, outcome: .partial, says: phrases)
    }

    /// The first server, switched off meanwhile.
    private static func shutOff(_ cloud: LoopbackCloud) -> String {
        cloud.server(0).replacing("ACTIVE", with: "SHUTOFF")
    }

    /// Answers each request for the servers with a body made for its number, from 1.
    private static func servers(_ body: @escaping @Sendable (Int, LoopbackCloud) -> String) -> Fault {
        .answer { request, tally in
            request.isFor(LoopbackCloud.servers) ? .json(body(tally.next("servers"), LoopbackCloud())) : nil
        }
    }
}
