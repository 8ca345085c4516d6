import TomboRecords
import TomboTestKit

@testable import tombo

extension BadInput {
    /// An answer with a status that is no success.
    static let refusals = [
        BadInput(
            name: "Keystone refuses the password (401)", fault: at("/v3/auth/tokens", LoopbackCloud.unauthorized),
            expected: .init(
                status: .nothingCollected, outcome: .failed, code: "unauthorized", says: ["Keystone answered 401"],
                hint: "Check")),
        BadInput(
            name: "Nova refuses a fresh token (401)", fault: at(LoopbackCloud.servers, LoopbackCloud.unauthorized),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "unauthorized", says: ["Nova answered 401"],
                hint: "trusts this Keystone")),
        BadInput(
            name: "the token expires between two pages",
            fault: .answer { request, tally in
                guard request.isFor(LoopbackCloud.servers), LoopbackCloud.marker(request.path) != nil else {
                    return nil
                }
                return tally.next("page") == 1 ? LoopbackCloud.unauthorized : nil
            }, expected: .init(status: .done, outcome: .complete)),
        BadInput(
            name: "the token expires between two pages, and Keystone gives no other",
            fault: .answer { request, tally in
                if request.isFor("/v3/auth/tokens") {
                    return tally.next("sign-in") == 1 ? nil : LoopbackCloud.unauthorized
                }
                guard request.isFor(LoopbackCloud.servers), LoopbackCloud.marker(request.path) != nil else {
                    return nil
                }
                return LoopbackCloud.unauthorized
            },
            expected: .init(
                status: .incomplete, outcome: .partial, says: ["Page 2 of nova_server", "Keystone answered 401"])),
        BadInput(
            name: "a right lacks (403)", kind: "nova_hypervisor",
            fault: at(
                "/v2.1/os-hypervisors/detail",
                .json(#"{"forbidden": {"code": 403, "message": "Policy doesn't allow it."}}"#, status: 403)),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "forbidden", says: ["403", "Policy doesn't allow it"],
                hint: "Look in Nova's policy")),
        BadInput(
            name: "a right lacks (403), and the role",
            fault: .cloud {
                $0.roles = ["member"]
                $0.forbidden = ["/v2.1/servers/detail"]
            },
            expected: .init(
                status: .incomplete, outcome: .failed, code: "forbidden", says: ["403"],
                hint: "Give the user the role `admin` on the project it signs in to; its roles there are: member")),
        BadInput(
            name: "the user is no administrator, and nothing is refused", fault: .cloud { $0.roles = ["member"] },
            expected: .init(
                status: .incomplete, outcome: .partial, says: ["Without the role admin", "member"])),
        BadInput(
            name: "the path is unknown (404)", fault: at(LoopbackCloud.servers, LoopbackCloud.notFound),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "not_found", says: ["Nova answered 404"],
                hint: "Check Nova's endpoint")),
        BadInput(
            name: "the catalog lacks a service", kind: "placement_usage",
            fault: .cloud { $0.services = ["identity", "compute"] },
            expected: .init(
                status: .incomplete, outcome: .failed, code: "not_found",
                says: ["no endpoint of type `placement`", "`compute`"], hint: "Register Placement's endpoints")),
        BadInput(
            name: "a conflict in a read (409)",
            fault: at(
                LoopbackCloud.servers,
                .json(#"{"conflictingRequest": {"code": 409, "message": "It is being built."}}"#, status: 409)),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "malformed_answer", says: ["409", "It is being built"],
                hint: "Collect again")),
        BadInput(
            name: "too many requests (429), come back in an hour",
            fault: at(LoopbackCloud.servers, .json("{}", status: 429, headers: ["Retry-After": "3600"])),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "rate_limited", says: ["Nova answered 429"],
                hint: "Poll less often")),
        BadInput(
            name: "too many requests (429), come back after the source's time",
            fault: at(LoopbackCloud.servers, .json("{}", status: 429, headers: ["Retry-After": "60"])),
            settings: Settings(deadline: .seconds(30)),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "rate_limited", says: ["Nova answered 429"],
                hint: "Poll less often")),
        BadInput(
            name: "too many requests (429), come back now",
            fault: once(.json("{}", status: 429, headers: ["Retry-After": "0"])),
            expected: .init(status: .done, outcome: .complete)),
        BadInput(
            name: "the service fails (500)",
            fault: at(
                LoopbackCloud.servers,
                .json(
                    #"{"computeFault": {"code": 500, "message": "Unexpected API Error."}}"#, status: 500,
                    headers: ["x-openstack-request-id": "req-7"])),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "server_error", says: ["500", "Unexpected API Error"],
                hint: "Look in Nova's log for req-7")),
        BadInput(
            name: "the service is away (503), each time",
            fault: at(LoopbackCloud.servers, .json("<html><title>503 Service Unavailable</title></html>", status: 503)),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "server_error", says: ["503 Service Unavailable"],
                hint: "Look in Nova's log")),
        BadInput(
            name: "the service is away (503), once", fault: once(.json("", status: 503)),
            expected: .init(status: .done, outcome: .complete)),
        BadInput(
            name: "versions come as a choice (300)",
            fault: .answer { request, _ in
                request.isFor("/v2.1/")
                    ? LoopbackCloud().body("/v2.1/").map { .json($0, status: 300) } : nil
            }, expected: .init(status: .done, outcome: .complete)),
        BadInput(
            name: "Nova speaks no microversion that tombo knows",
            fault: at("/v2.1/", .json(#"{"version": {"version": "2.40", "min_version": "2.1"}}"#)),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "unsupported_version", says: ["2.1 to 2.40", "2.53"],
                hint: "Upgrade Nova")),
        BadInput(
            name: "the listing redirects to a page for people (302)",
            fault: at(LoopbackCloud.servers, .response(302, headers: ["Location": "/login"])),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "malformed_answer", says: ["Nova answered 302"],
                hint: "Check Nova's endpoint")),
    ]

    private static func once(_ answer: LoopbackAnswer) -> Fault {
        .answer { request, tally in
            request.isFor(LoopbackCloud.servers) && tally.next("listing") == 1 ? answer : nil
        }
    }

    /// The six shapes in which services complain, and two that are no JSON.
    static let complaints = [
        complaint("Keystone's", #"{"error": {"code": 403, "message": "You are not authorized.", "title": "F"}}"#),
        complaint("Nova's", #"{"forbidden": {"code": 403, "message": "You are not authorized."}}"#),
        complaint("paste's", #"{"message": "You are not authorized.<br /><br />\n", "code": "403 Forbidden"}"#),
        complaint("Neutron's", #"{"NeutronError": {"type": "X", "message": "You are not authorized.", "detail": ""}}"#),
        complaint(
            "Placement's",
            #"{"errors": [{"status": 403, "title": "F", "detail": "Access was denied.\n\n You are not authorized. "}]}"#
        ),
        complaint("Glance's", #"{"message": "You are not authorized.", "code": "403 Forbidden", "title": "F"}"#),
        complaint("a web server's", "<html><head><title>You are not authorized.</title></head><body>x</body></html>"),
        complaint("a proxy's plain", "You are not authorized."),
    ]

    private static func complaint(_ whose: String, _ body: String) -> BadInput {
        BadInput(
            name: "\(whose) way to say no", fault: at(LoopbackCloud.servers, .json(body, status: 403)),
            expected: .init(
                status: .incomplete, outcome: .failed, code: "forbidden",
                says: ["Nova answered 403", "You are not authorized"], hint: "Look in Nova's policy"))
    }
}
