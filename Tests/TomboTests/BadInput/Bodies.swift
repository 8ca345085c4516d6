import Foundation
import TomboRecords
import TomboTestKit

@testable import tombo

extension BadInput {
    /// A success whose body is not what the API promises.
    static let bodies = [
        malformed(
            "HTML instead of JSON", .json("<html><title>Welcome</title></html>"), "a page for people",
            hint: "Check the service's endpoint"),
        malformed("an empty body", .json(""), "it is empty"),
        malformed("JSON that is cut off", .json(#"{"servers": [{"id": "s0", "na"#), "cut off"),
        malformed("bytes that are no text", .response(200, body: [0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x7D]), "not JSON"),
        malformed(
            "lists in lists in lists, a hundred thousand deep",
            .json(String(repeating: "[", count: 100_000)), "not JSON"),
        malformed("a list where an object is promised", .json("[]"), "the whole answer"),
        malformed("another object than is promised", .json("{}"), "`servers` is missing"),
        malformed("null in place of the listing", .json(#"{"servers": null}"#), "`servers`"),
        malformed("an object in place of the listing", .json(#"{"servers": {}}"#), "`servers`"),
        malformed("a row that is null", .json(#"{"servers": [null]}"#), "servers[0]"),
        malformed("a row without its identity", changed(#""id": "s0", "#, ""), "servers[0].id"),
        malformed("an identity that is null", changed(#""id": "s0""#, #""id": null"#), "servers[0].id` is null"),
        malformed("an identity that is empty", changed(#""id": "s0""#, #""id": """#), "without its key"),
        malformed("a text that is a number", changed(#""name": "api1""#, #""name": 7"#), "servers[0].name"),
        malformed("a number that is a text", changed(#""disk": 20"#, #""disk": "20""#), "servers[0].flavor.disk"),
        malformed("a whole number with a fraction", changed(#""disk": 20"#, #""disk": 20.5"#), "20.5 does not fit"),
        malformed(
            "a number that no machine holds", changed(#""disk": 20"#, #""disk": 99999999999999999999"#),
            "does not fit"),
        malformed("an object that is a list", changed(#"{"role": "lab"}"#, "[]"), "servers[0].metadata"),
        BadInput(
            name: "a name that holds NUL and orders for a terminal",
            fault: at(
                LoopbackCloud.servers, changed(#""name": "api1""#, #""name": "a\u0000\u001b[2Jb""#, link: false)),
            expected: .init(status: .done, outcome: .complete, gone: 3)),
        BadInput(
            name: "a complaint that holds NUL and orders for a terminal",
            fault: at(
                LoopbackCloud.servers,
                .json(#"{"error": {"message": "no\u0000\u001b[2J, \u202Enot now"}}"#, status: 500)),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "server_error", says: ["no  [2J,  not now"],
                hint: "Look in Nova's log")),
        BadInput(
            name: "a body that ends before its length",
            fault: at(LoopbackCloud.servers, .truncate(length: 5000, body: Array(#"{"servers": ["#.utf8))),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "malformed_answer", says: ["broke off after 13 bytes"],
                hint: "Look into the service's log")),
        BadInput(
            name: "a body of 200 MB, as it says",
            fault: at(
                LoopbackCloud.servers, .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 209715200\r\n\r\n{".utf8))),
            expected: tooLarge),
        BadInput(
            name: "a body of 200 MB that does not say so", fault: at(LoopbackCloud.servers, .flood(bytes: 200 << 20)),
            expected: tooLarge),
        BadInput(
            name: "a second page that is no JSON", fault: onSecondPage(.json("<html></html>")),
            expected: .init(
                status: .incomplete, outcome: .partial, says: ["Page 2 of nova_server is missing", "a page for people"])
        ),
        BadInput(
            name: "a token that is no JSON", fault: at("/v3/auth/tokens", .json("<html></html>", status: 201)),
            expected: .init(
                status: .nothingCollected, outcome: .failed, code: "malformed_answer", says: ["Keystone's token"],
                hint: "a proxy or another program")),
        BadInput(
            name: "versions that are no JSON", fault: at("/v2.1/", .json("<html></html>")),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "malformed_answer", says: ["Nova's list of versions"],
                hint: "a proxy or another program")),
    ]

    private static let tooLarge = Expected(
        status: .incomplete, outcome: .failed, code: "too_large", says: ["larger than 1048576 bytes"],
        hint: "Look with `curl`")

    private static func malformed(
        _ name: String, _ answer: LoopbackAnswer, _ phrase: String, hint: String = "Record the answer"
    ) -> BadInput {
        BadInput(
            name: name, fault: at(LoopbackCloud.servers, answer),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "malformed_answer", says: [phrase], hint: hint))
    }

    /// The first page of the servers with one part of it replaced.
    private static func changed(_ part: String, _ other: String, link: Bool = true) -> LoopbackAnswer {
        let cloud = LoopbackCloud()
        let first = cloud.server(0).replacingOccurrences(of: part, with: other)
        return .json(cloud.listing("servers", [first, cloud.server(1)], link: link ? LoopbackCloud.link("s1") : nil))
    }
}
