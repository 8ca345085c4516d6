import Foundation
import InMemoryLogging
import Logging
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("Redactor")
struct RedactorTests {
    private let redactor = Redactor.standard

    private func json(_ text: String) throws -> String { redactor.json(try #require(Value(json: text))).json }

    @Test("nothing of a document full of secrets survives, and every fact does")
    func everything() throws {
        let redacted = try json(SecretFixture.json)
        for secret in SecretFixture.secrets { #expect(!redacted.contains(secret), "\(secret) survived") }
        for fact in SecretFixture.facts { #expect(redacted.contains(fact), "\(fact) was lost") }
    }

    @Test("what is clean at a look is what redaction leaves as it is")
    func look() throws {
        func check(_ value: Value) {
            if redactor.isClean(value) { #expect(redactor.json(value) == value, "\(value.json)") }
            if case .object(let fields) = value { for field in fields { check(field.value) } }
            for element in value.elements { check(element) }
        }
        let document = try #require(Value(json: SecretFixture.json))
        check(document)
        #expect(!redactor.isClean(document))
        let clean = #"{"address": "10.0.0.7", "mac": "fa:16:3e:eb:b0:99", "six": "2001:db8::1f", "more": ["a", 7]}"#
        #expect(redactor.isClean(try #require(Value(json: clean))))
    }

    @Test("no rule could find anything in the digits and colons of an address")
    func addresses() {
        for rule in RedactionRules.texts {
            #expect(!rule.markers.isEmpty)
            for marker in rule.markers { #expect(!marker.allSatisfy { $0.isHexDigit || $0 == ":" }, "\(marker)") }
        }
    }

    @Test("nothing survives in the same document as text, even cut off in the middle")
    func everythingAsText() throws {
        for text in [SecretFixture.json, "<html>" + SecretFixture.json, String(SecretFixture.json.dropLast(2))] {
            let redacted = redactor.text(text)
            for secret in SecretFixture.secretsInAnyText {
                #expect(!redacted.contains(secret), "\(secret) survived")
            }
        }
    }

    @Test("redacting what is redacted changes nothing")
    func idempotent() throws {
        let once = try json(SecretFixture.json)
        #expect(try json(once) == once)
        let text = redactor.text(SecretFixture.json)
        #expect(redactor.text(text) == text)
    }

    @Test("a text that holds no secret is left as it is", arguments: SecretFixture.harmlessTexts)
    func harmless(text: String) { #expect(redactor.text(text) == text) }

    @Test(
        "a secret in a text goes and the text around it stays",
        arguments: [
            ("mysql://nova:Hunter22@10.0.0.1/nova?charset=utf8", "mysql://nova:<redacted>@10.0.0.1/nova?charset=utf8"),
            ("rabbit://u:p@ss:w0rd@h:5672//", "rabbit://u:<redacted>@h:5672//"),
            ("GET /a?sig=abc&limit=5 failed", "GET /a?sig=<redacted>&limit=5 failed"),
            ("/v1/a/o?temp_url_sig=da39a3ee&temp_url_expires=9", "/v1/a/o?temp_url_sig=<redacted>&temp_url_expires=9"),
            ("Authorization: Bearer abc.def123.x", "Authorization: <redacted>"),
            ("it sent Bearer abcdef0123456789", "it sent Bearer <redacted>"),
            ("X-Auth-Token: 0123abcd\nAccept: */*", "X-Auth-Token: <redacted>\nAccept: */*"),
            ("login with password=Hunter22, then", "login with password=<redacted>, then"),
            (#"{"adminPass": "Hunter 22 "#, #"{"adminPass": "<redacted>"#),
            ("token gAAAAABlabcdefghijklmnop_-q== expired", "token <redacted> expired"),
            (#"x {"password": "a\"b'c", "n": 1"#, #"x {"password": "<redacted>", "n": 1"#),
            (#"log: {\"api_key\": \"a'b c\", \"n\": 1}"#, #"log: {\"api_key\": \"<redacted>\", \"n\": 1}"#),
            ("Cookie: a=\"b\"; c=d\r\nHost: h", "Cookie: <redacted>\r\nHost: h"),
            ("{'X-Auth-Token': 'ab,cd', 'Accept': '*/*'}", "{'X-Auth-Token': '<redacted>', 'Accept': '*/*'}"),
            ("root:$6$saltsalt$abcdefghijk:19000", "root:<redacted>:19000"),
            ("key = AQBzQTpjAAAAABAAZ0xyRTBqOGtQcXhOVGZZbg==", "key = <redacted>"),
        ])
    func text(text: String, expected: String) { #expect(redactor.text(text) == expected) }

    @Test("a secret goes however long it is")
    func long() {
        let long = String(repeating: "S3cret\\n ", count: 100_000)
        for text in ["{\"user_data\": \"\(long)\", ", "Cookie: '\(long)'", "x -----BEGIN PRIVATE KEY-----\(long)"] {
            let survived = redactor.text(text).contains("S3cret")
            #expect(!survived, "\(text.prefix(20))")
        }
    }

    @Test("a private key goes from its first line to its last, whole or cut off")
    func privateKey() {
        let key = "a\n-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\naC1rZXk=\n-----END OPENSSH PRIVATE KEY-----\nz"
        #expect(redactor.text(key) == "a\n<redacted>\nz")
        #expect(redactor.text("a -----BEGIN PRIVATE KEY-----\nb3BlbnNz") == "a <redacted>")
        let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"
        #expect(redactor.text(certificate) == certificate)
    }

    @Test(
        "what is under a secret's name goes as far as the name reaches",
        arguments: [
            (#"{"token":{"methods":["password"],"catalog":[{"type":"compute"}]}}"#, nil),
            (#"{"identity":{"token":{"id":"0123abcd"}}}"#, #"{"identity":{"token":{"id":"<redacted>"}}}"#),
            (
                #"{"password":12345678,"secret":10,"token":null}"#,
                #"{"password":"<redacted>","secret":10,"token":null}"#
            ),
            (#"{"password":{"user":{"name":"u"}}}"#, nil),
            (#"{"password":{"value":"x","type":"string"}}"#, #"{"password":{"value":"<redacted>","type":"string"}}"#),
            (#"{"key":"db_password","value":"x"}"#, #"{"key":"db_password","value":"<redacted>"}"#),
            (
                #"{"credentials":{"a":{"user":"u","n":[1,true]}}}"#,
                #"{"credentials":{"a":{"user":"<redacted>","n":["<redacted>",true]}}}"#
            ),
            (
                #"{"OS-EXT-SRV-ATTR:user_data":"IyEvYmlu","user_data":""}"#,
                #"{"OS-EXT-SRV-ATTR:user_data":"<redacted>","user_data":""}"#
            ),
            (#"{"Admin-Pass":"x","DB_PASSWORD":"y"}"#, #"{"Admin-Pass":"<redacted>","DB_PASSWORD":"<redacted>"}"#),
            (#"{"key_name":"lab","password_expires_at":null,"secrets":[{"name":"n"}]}"#, nil),
            (#"{"application_credential":{"id":"i","name":"n","restricted":true}}"#, nil),
        ])
    func reach(text: String, expected: String?) throws { #expect(try json(text) == expected ?? text) }

    @Test("secret headers lose their value and no header goes missing")
    func headers() {
        let headers = redactor.headers(["x-auth-TOKEN": "t", "Set-Cookie": "c", "Accept": "a", "Location": "/?sig=1"])
        #expect(
            headers.fields.map { "\($0.name): \($0.value)" } == [
                "x-auth-TOKEN: <redacted>", "Set-Cookie: <redacted>", "Accept: a", "Location: /?sig=<redacted>",
            ])
    }

    @Test("a secret known by its value goes wherever it stands, but not one too short to search for")
    func literals() {
        let redactor = Redactor(secrets: [Secret("correct horse"), Secret("admin")])
        #expect(
            redactor.text("admin said correct horse twice: correct horse") == "admin said <redacted> twice: <redacted>")
    }

    @Test("an error and log metadata lose their secrets and keep the rest")
    func errorsAndMetadata() {
        let error = redactor.error(CollectError(.unreachable, "at http://u:Hunter22@h/", remedy: "Drop token=abc."))
        #expect(error.code == .unreachable && error.message == "at http://u:<redacted>@h/")
        #expect(error.remedy == "Drop token=<redacted>")
        let metadata = redactor.metadata([
            "x_password": "a", "url": "http://u:Hunter22@h/", "deep": ["list": ["token=abc"]], "count": "3",
        ])
        #expect(
            metadata == [
                "x_password": "<redacted>", "url": "http://u:<redacted>@h/", "deep": ["list": ["token=<redacted>"]],
                "count": "3",
            ])
    }

    @Test("a Secret shows itself in no way but one")
    func secret() {
        let secret = Secret("Hunter22")
        var dumped = ""
        dump([secret], to: &dumped)
        for shown in ["\(secret)", String(reflecting: secret), String(describing: Optional(secret)), dumped] {
            #expect(!shown.contains("Hunter22") && shown.contains("<redacted>"))
        }
        #expect(secret.reveal() == "Hunter22")
    }
}
