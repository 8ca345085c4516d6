import Foundation
import Testing
import TomboRecords

@testable import TomboSources

@Suite("what a service says when it refuses")
struct ServiceFaultTests {
    @Test(
        "the sentence is found in every service's shape",
        arguments: [
            (
                #"{"error": {"code": 401, "message": "The request you have made requires authentication.", "title": "U"}}"#,
                "The request you have made requires authentication."
            ),
            (#"{"forbidden": {"code": 403, "message": "Policy doesn't allow it."}}"#, "Policy doesn't allow it."),
            (
                #"{"message": "The resource could not be found.<br /><br />\n\n\n", "code": "404 Not Found"}"#,
                "The resource could not be found."
            ),
            (
                #"{"NeutronError": {"type": "X", "message": "Network n could not be found.", "detail": ""}}"#,
                "Network n could not be found."
            ),
            (
                #"{"errors": [{"status": 403, "title": "Forbidden", "detail": "Access was denied.\n\n Policy does not allow it.  "}]}"#,
                "Policy does not allow it."
            ),
            (
                #"{"errors": [{"status": 404, "title": "Not Found", "detail": "The resource could not be found.\n\n   "}]}"#,
                "The resource could not be found."
            ),
            ("<html>\n<title>404 Not Found</title>\n<h1>Not Found</h1><p>The requested URL", "404 Not Found"),
            (
                "<html><body><h1>503 Service Unavailable</h1>\nNo server is available.</body></html>",
                "503 Service Unavailable No server is available."
            ),
            (
                #"{"error": {"message": "'methods' is required\n\nFailed validating:\n    {'a': 1}"}}"#,
                "'methods' is required"
            ),
            ("", nil), ("   \n", nil), ("{}", nil), ("[[[[[[[[{\"message\": \"deep\"}]]]]]]]]", nil), ("null", nil),
        ])
    func sentence(_ body: String, _ sentence: String?) {
        #expect(ServiceFault(HTTPResponse(status: 400, body: Data(body.utf8))).sentence == sentence)
    }

    @Test("a long sentence is cut, and a secret in it is hidden")
    func bounds() throws {
        let long = ServiceFault(HTTPResponse(status: 500, body: Data(String(repeating: "lament ", count: 999).utf8)))
        #expect(try #require(long.sentence).count == 240)
        let echo = ServiceFault(
            HTTPResponse(status: 400, body: Data(#"{"error": {"message": "'hunter2' is bad"}}"#.utf8)),
            hiding: Secret("hunter2"))
        #expect(try #require(echo.sentence).contains("hunter2") == false)
    }

    @Test("an administrator who is refused is not told to become one")
    func refusedAdministrator() throws {
        let fault = ServiceFault(HTTPResponse(status: 403))
        #expect(fault.error("Nova", "GET /x", roles: ["member"]).remedy?.hasPrefix("Give the user the role") == true)
        #expect(fault.error("Nova", "GET /x", roles: ["Admin"]).remedy?.hasPrefix("Look in Nova's policy") == true)
    }

    @Test("a long complaint is not read as a whole")
    func longComplaint() throws {
        let body = #"{"x": ["# + String(repeating: "1,", count: 100_000) + #"1], "message": "late"}"#
        #expect(ServiceFault(HTTPResponse(status: 500, body: Data(body.utf8))).sentence?.count == 240)
    }

    @Test(
        "a status has its code",
        arguments: [
            (400, CollectError.Code.malformedAnswer), (401, .unauthorized), (403, .forbidden), (404, .notFound),
            (406, .unsupportedVersion), (408, .timedOut), (429, .rateLimited), (500, .serverError),
            (503, .serverError), (504, .timedOut), (300, .malformedAnswer),
        ])
    func code(_ status: Int, _ code: CollectError.Code) {
        let response = HTTPResponse(status: status, headers: ["x-openstack-request-id": "req-7"])
        let error = ServiceFault(response).error("Nova", "GET /servers", roles: ["member"])
        #expect(error.code == code)
        #expect(error.message.contains("\(status)") && error.message.contains("req-7"))
        #expect(error.remedy != nil)
    }
}
