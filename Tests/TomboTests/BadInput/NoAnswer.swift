import TomboRecords
import TomboTestKit

@testable import tombo

extension BadInput {
    /// Nobody there, nobody in time, or not who it should be.
    static let noAnswer = [
        BadInput(
            name: "nobody listens at Keystone's address", fault: .address("http://127.0.0.1:9"),
            expected: .init(
                status: .nothingCollected, outcome: .failed, code: "unreachable", says: ["Nothing listens", "refused"],
                hint: "Check the port")),
        BadInput(
            name: "Keystone's host name is unknown",
            fault: .address("http://\(String(repeating: "a", count: 64)).invalid:5000"),
            expected: .init(
                status: .nothingCollected, outcome: .failed, code: "unreachable", says: ["is unknown here"],
                hint: "Check the name")),
        BadInput(
            name: "a firewall swallows what goes to Keystone", fault: .silence,
            settings: Settings(connectTimeout: .seconds(2), tries: 1),
            expected: .init(
                status: .nothingCollected, outcome: .failed, code: "timed_out",
                says: ["did not take a connection within 2 s"], hint: "Check the network and the firewall")),
        BadInput(
            name: "the address of Keystone is that of something else",
            fault: at("/v3/auth/tokens", .json("", status: 404)),
            expected: .init(
                status: .nothingCollected, outcome: .failed, code: "not_found", says: ["answered 404", "sign-in"],
                hint: "Check `auth_url`")),
        BadInput(
            name: "Keystone takes the request and never answers", fault: at("/v3/auth/tokens", .hang),
            settings: Settings(deadline: .seconds(2)),
            expected: .init(
                status: .nothingCollected, outcome: .failed, code: "timed_out", says: ["Signing in"],
                hint: "Look whether Keystone answers")),
        BadInput(
            name: "Nova takes the request and never answers", fault: at(LoopbackCloud.servers, .hang),
            settings: Settings(requestDeadline: .seconds(2), tries: 1),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "timed_out",
                says: ["did not answer in full within 2 s"], hint: "Check the load")),
        BadInput(
            name: "Nova never answers, and the source's time is over first", fault: at(LoopbackCloud.servers, .hang),
            // Long enough for the others on a busy machine.
            settings: Settings(deadline: .seconds(15), tries: 1),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "timed_out", says: ["within the 15 s"],
                hint: "Raise the deadline")),
        BadInput(
            name: "an answer drips, a byte now and then, for ever",
            fault: at(LoopbackCloud.servers, .drip(body: Array(repeating: 0x20, count: 100_000), milliseconds: 50)),
            settings: Settings(requestDeadline: .seconds(2), tries: 1),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "timed_out",
                says: ["did not answer in full within 2 s"], hint: "Check the load")),
        BadInput(
            name: "an answer drips and comes in time", kind: "nova_aggregate",
            fault: at(
                "/v2.1/os-aggregates",
                .drip(
                    body: Array(
                        #"{"aggregates": [{"id": 1, "uuid": "a1", "name": "x", "hosts": [], "metadata": {}}]}"#.utf8),
                    milliseconds: 2)),
            expected: .init(status: .done, outcome: .complete)),
        BadInput(
            name: "the connection ends without an answer", fault: at(LoopbackCloud.servers, .close),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "unreachable",
                says: ["closed the connection without an answer"], hint: "Look into the service's log")),
        BadInput(
            name: "the connection is reset", fault: at(LoopbackCloud.servers, .reset),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "unreachable",
                says: ["closed the connection without an answer"], hint: "Look into the service's log")),
        BadInput(
            name: "something answers that is no HTTP",
            fault: at(LoopbackCloud.servers, .raw(Array("SSH-2.0-x\r\n".utf8))),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "malformed_answer", says: ["does not answer with HTTP"],
                hint: "Check the port")),
    ]

    static let certificates = [
        BadInput(
            name: "the certificate is from an authority that is not trusted", fault: .tls(.otherAuthority),
            expected: untrusted("authority")),
        BadInput(
            name: "the certificate has expired", fault: .tls(.expired), expected: untrusted("has expired")),
        BadInput(
            name: "the certificate is for another name", fault: .tls(.otherName), expected: untrusted("certificate")),
        BadInput(
            name: "https is wanted where http is spoken", fault: .tls(.none),
            expected: .init(
                status: .nothingCollected, outcome: .failed, code: "unreachable", says: ["does not speak TLS"],
                hint: "wants http instead of https")),
        BadInput(
            name: "the CA file is missing", fault: .tls(.missingFile),
            expected: .init(status: .nothingCollected, says: ["/nonexistent/ca.pem"], hint: "`cacert`")),
    ]

    private static func untrusted(_ phrase: String) -> Expected {
        .init(
            status: .nothingCollected, outcome: .failed, code: "untrusted", says: ["The certificate of", phrase],
            hint: "Name the file of its authority")
    }
}
