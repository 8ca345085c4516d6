import Foundation
import Testing
import TomboRecords
import TomboStore
import TomboTestKit

@testable import TomboQuery

@Suite("Checks of tombo.yaml")
struct CheckPlanTests {
    private func entry(_ name: String, _ change: (inout CheckPlan.Entry) -> Void) -> CheckPlan.Entry {
        var entry = CheckPlan.Entry(name: name, place: "`checks.\(name)` in /etc/tombo.yaml")
        change(&entry)
        return entry
    }

    private func plan(_ name: String, _ change: (inout CheckPlan.Entry) -> Void) throws -> CheckPlan {
        try CheckPlan([entry(name, change)])
    }

    private func cloud() throws -> PhysicalCloud {
        let cloud = try PhysicalCloud()
        try cloud.save([
            "nova_flavor": [
                ["id": "1", "name": "odd", "ram_mib": 1000], ["id": "2", "name": "good", "ram_mib": 1024],
            ]
        ])
        return cloud
    }

    private func refusal(_ body: () throws -> Void) -> CollectError? {
        do { try body(); return nil } catch { return error as? CollectError }
    }

    @Test("a rule is switched off, or matters otherwise, with a reason")
    func settings() throws {
        let off = try plan("flavor-ram-odd") { ($0.enabled, $0.reason) = (false, "The lab asks for 1000.") }
        #expect(try !cloud().ask(CheckQuestion(plan: off)).lines("rule").contains("flavor-ram-odd"))
        // Asked by name it answers: somebody wants to know.
        #expect(try cloud().ask(CheckQuestion(rules: ["flavor-ram-odd"], plan: off)).lines("name") == ["odd"])
        let worse = try plan("flavor-ram-odd") { ($0.severity, $0.reason) = ("error", "Billing counts GiB.") }
        let answer = try cloud().ask(CheckQuestion(plan: worse))
        #expect(answer.lines("severity", "rule", "name").first == "error|flavor-ram-odd|odd")
        #expect(CheckQuestion.count(answer, from: .error) == 1)
        let list = CheckRuleList.answer(worse)
        #expect(list.lines("rule", "severity", "reason").contains("flavor-ram-odd|error|Billing counts GiB."))
        #expect(refusal { _ = try plan("flavor-ram-odd") { $0.enabled = false } }?.remedy?.contains("reason") == true)
    }

    @Test("a setting changes what a rule finds")
    func parameters() throws {
        let rule = try #require(CheckRules.named("public-address-inside"))
        let example = try #require(CheckCase.all.first { $0.rule == rule.name })
        let allowed = try plan(rule.name) { $0.parameters = ["allow": ["192.169.0.0/16"]] }
        #expect(try CheckResult(example.breaks, rule, plan: allowed).found == [])
        let quota = try #require(CheckRules.named("quota-near-limit"))
        let kept = try #require(CheckCase.all.first { $0.rule == quota.name })
        let strict = try plan(quota.name) { $0.parameters = ["percent": ["50"]] }
        #expect(try CheckResult(kept.keeps, quota, plan: strict).found == ["p"])
        let floating = try #require(CheckRules.named("floating-ip-unexpected"))
        let lab = try #require(CheckCase.all.first { $0.rule == floating.name })
        let only = try plan(floating.name) { $0.parameters = ["only_for": ["lb"]] }
        #expect(try CheckResult(lab.keeps, floating, plan: only).found == ["client"])
        let both = try plan(floating.name) { $0.parameters = ["only_for": ["lb", "client"]] }
        #expect(try CheckResult(lab.keeps, floating, plan: both).found == [])
    }

    @Test("roles of tombo.yaml are believed before names")
    func roles() throws {
        let rule = try #require(CheckRules.named("roles-together"))
        let example = try #require(CheckCase.all.first { $0.rule == rule.name })
        #expect(try CheckResult(example.breaks, rule, roles: ["db": ["api*"]]).found == ["api1 and lb"])
    }

    @Test("what is wrong is refused with its place and what to do")
    func wrong() throws {
        let near = refusal { _ = try plan("flavor-ram-od") { $0.enabled = false } }
        #expect(near?.message.contains("/etc/tombo.yaml") == true && near?.remedy?.contains("flavor-ram-odd") == true)
        #expect(refusal { _ = try plan("mine") { $0.sql = "SELECT 1" } }?.message.contains("severity") == true)
        #expect(
            refusal { _ = try plan("mine") { ($0.sql, $0.severity) = ("SELECT 1", "bad") } }?.code == .misconfigured)
        let key = refusal { _ = try plan("quota-near-limit") { $0.parameters = ["percents": ["1"]] } }
        #expect(key?.remedy == "Did you mean `percent`?")
        #expect(refusal { _ = try plan("quota-near-limit") { $0.parameters = ["percent": ["much"]] } } != nil)
        #expect(
            refusal { _ = try plan("server-error") { $0.sql = "SELECT 1" } }?.remedy?.contains("another name") == true)
        let unknown = #expect(throws: QueryError.self) { _ = try cloud().ask(CheckQuestion(rules: ["server-eror"])) }
        #expect(unknown?.code == .unknownRule && unknown?.remedy == "Did you mean `server-error`?")
    }

    private func mine(_ sql: String) throws -> CheckPlan {
        try plan("mine") { ($0.sql, $0.severity, $0.remedy) = (sql, "warning", "Do it again.") }
    }

    @Test("a rule of one's own is a SELECT with name and message")
    func own() throws {
        let plan = try mine("SELECT name, 'too small' AS message, ram_mib FROM nova_flavor WHERE ram_mib < 1024")
        let answer = try cloud().ask(CheckQuestion(rules: ["mine"], plan: plan))
        #expect(
            answer.lines("severity", "rule", "name", "message", "evidence", "remedy")
                == [#"warning|mine|odd|too small|{"ram_mib": 1000}|Do it again."#]
                || answer.lines("evidence") == [#"{"ram_mib":1000}"#])
        #expect(answer.isComplete)
    }

    @Test("its gaps are said")
    func ownGap() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(["nova_flavor": [["id": "1", "name": "odd", "ram_mib": 1000]]], partial: ["nova_flavor"])
        let plan = try mine("SELECT name, 'x' AS message FROM nova_flavor WHERE 0")
        let answer = try cloud.ask(CheckQuestion(rules: ["mine"], plan: plan))
        #expect(answer.lines("severity", "rule") == ["unjudged|mine"] && !answer.isComplete)
    }

    @Test("wrong SQL, SQL that writes, and SQL without the columns are refused with their place")
    func ownWrong() throws {
        for (sql, words) in [
            ("SELEC name", "SQLite refuses"), ("SELECT nme AS name, 1 AS message FROM nova_flavor", "nme"),
            ("DELETE FROM snapshot", "read-only"), ("SELECT name FROM nova_flavor", "needs `name` and `message`"),
        ] {
            let plan = try mine(sql)
            let error = #expect(throws: StoreError.self) { _ = try cloud().ask(CheckQuestion(plan: plan)) }
            #expect(error?.message.contains("`checks.mine` in /etc/tombo.yaml") == true)
            #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
            #expect(error?.remedy?.isEmpty == false)
        }
    }

    @Test("SQL that never ends is stopped, and said")
    func endless() throws {
        let sql = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT 'x' AS name, 'y' AS message FROM n WHERE i < 0
            """
        let rule = try #require(try mine(sql).userRules.first)
        let archive = try cloud()
        let lines = try archive.moment { try UserChecks.lines(rule, $0, deadline: .milliseconds(50)) }
        #expect(lines.count == 1 && lines[0].severity == nil && lines[0].finding.message.contains("stopped"))
        // The connection is as it was: another question is answered in its own time.
        #expect(try archive.ask(CheckQuestion(rules: ["flavor-ram-odd"])).lines("name") == ["odd"])
        let many = try #require(
            try mine(sql.replacingOccurrences(of: "WHERE i < 0", with: "")).userRules.first)
        let most = try archive.moment { try UserChecks.lines(many, $0) }
        #expect(most.count == UserChecks.most + 1 && most.last?.finding.message.contains("more than 10000") == true)
    }

    @Test("severity narrows findings, and never what was not judged")
    func severity() throws {
        let example = try #require(CheckCase.all.first { $0.rule == "quota-near-limit" })
        let cloud = try PhysicalCloud()
        var rows = example.breaks
        rows["nova_quota", default: []] +=
            example.unknown?["nova_quota"]?.map { $0.merging(["resource": "ram"]) { $1 } } ?? []
        try cloud.save(rows.merging(["neutron_quota": [], "cinder_quota": []]) { a, _ in a })
        func ask(_ severity: CheckRule.Severity?) throws -> [String] {
            try cloud.ask(CheckQuestion(rules: [example.rule], severity: severity)).lines("severity")
        }
        #expect(try ask(nil) == ["warning", "unjudged"])
        #expect(try ask(.warning) == ["warning", "unjudged"])
        #expect(try ask(.error) == ["unjudged"])
    }
}
