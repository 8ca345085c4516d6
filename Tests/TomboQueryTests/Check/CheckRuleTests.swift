import Foundation
import Testing
import TomboRecords
import TomboStore
import TomboTestKit

@testable import TomboQuery

@Suite("The rules of check")
struct CheckRuleTests {
    private static func rule(_ name: String) throws -> CheckRule { try #require(CheckRules.named(name)) }

    @Test("each has a cloud that breaks it and one that keeps it")
    func pairs() {
        #expect(CheckCase.all.map(\.rule).sorted() == CheckRules.all.map(\.name).sorted())
    }

    @Test("each is found where it is broken, by name, with evidence", arguments: CheckCase.all)
    func breaks(_ example: CheckCase) throws {
        let rule = try Self.rule(example.rule)
        let result = try CheckResult(example.breaks, rule)
        #expect(result.found == example.names)
        #expect(result.unjudged == [])
        for row in result.answer.rows {
            #expect(
                row[0] == .text(rule.severity.rawValue) && row[1] == .text(rule.name) && row[6] == .text(rule.remedy))
            #expect(row[4].text?.hasSuffix(".") == true, "\(row[4])")
            #expect(row[5].json.count > 2 && row[2].text?.isEmpty == false)
        }
    }

    @Test("each says nothing where it is kept", arguments: CheckCase.all)
    func keeps(_ example: CheckCase) throws {
        let result = try CheckResult(example.keeps, try Self.rule(example.rule))
        #expect(result.found == [])
        #expect(result.unjudged == [])
    }

    @Test(
        "each says what it cannot judge, and does not call it well",
        arguments: CheckCase.all.filter { $0.unknown != nil })
    func unknown(_ example: CheckCase) throws {
        let result = try CheckResult(try #require(example.unknown), try Self.rule(example.rule))
        #expect(result.found == [])
        #expect(!result.unjudged.isEmpty)
    }

    @Test("where absence is the evidence, half a listing proves nothing", arguments: CheckCase.all)
    func halfListing(_ example: CheckCase) throws {
        let rule = try Self.rule(example.rule)
        guard !rule.needs.isEmpty else { return }
        let result = try CheckResult(example.breaks, rule, partial: Set(rule.needs))
        #expect(result.found == [])
        #expect(result.unjudged.count == 1 && result.unjudged[0].contains("nothing can be said"))
        #expect(!result.answer.isComplete)
    }

    @Test("half of what is judged is judged, and the rest said", arguments: CheckCase.all)
    func halfJudged(_ example: CheckCase) throws {
        let rule = try Self.rule(example.rule)
        let judged = Set(rule.reads + rule.alsoReads).subtracting(rule.needs)
        let result = try CheckResult(example.breaks, rule, partial: judged)
        #expect(result.found == example.names)
        #expect(result.unjudged.count == 1)
        #expect(judged.allSatisfy { result.unjudged[0].contains($0) })
    }

    @Test("a cloud without the layer has nothing to judge")
    func layers() throws {
        let (ceph, nova) = (try PhysicalCloud(), try PhysicalCloud())
        try ceph.save(["ceph_mon": []])
        try nova.save(["nova_server": []])
        for rule in CheckRules.all {
            let other = rule.kinds.contains { $0.hasPrefix("ceph_") } ? nova : ceph
            #expect(try other.ask(CheckQuestion(rules: [rule.name])).rows.isEmpty, "\(rule.name)")
        }
    }

    @Test("a kind that the configuration leaves out proves nothing by its absence")
    func leftOut() throws {
        let rule = try Self.rule("hypervisor-without-provider")
        let example = try #require(CheckCase.all.first { $0.rule == rule.name })
        let cloud = try PhysicalCloud()
        try cloud.save(
            ["nova_hypervisor": example.breaks["nova_hypervisor"] ?? []], leftOut: ["placement_resource_provider"])
        let answer = try cloud.ask(CheckQuestion(rules: [rule.name]))
        #expect(answer.rows.isEmpty && answer.isComplete)
    }

    @Test("each has a file of its own, and all are in the registry")
    func files() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/TomboQuery/Check/Rules")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        var found: [String] = []
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            let names = CheckRules.all.map(\.name).filter { text.contains("CheckRule(\n        \"\($0)\",") }
            #expect(names.count == 1, "\(file.lastPathComponent)")
            #expect(text.components(separatedBy: "= CheckRule(").count == 2, "\(file.lastPathComponent)")
            found += names
        }
        #expect(found.sorted() == CheckRules.all.map(\.name).sorted())
    }

    @Test("each says what, why, whose rule it is and what to do, in sentences")
    func words() throws {
        for rule in CheckRules.all {
            for text in [rule.what, rule.why, rule.source, rule.remedy] + rule.settings.map(\.what) {
                #expect(text.hasSuffix("."), "\(rule.name): \(text)")
            }
            #expect(rule.name.allSatisfy { $0.isLowercase || $0 == "-" }, "\(rule.name)")
        }
        #expect(Set(CheckRules.all.map(\.name)).count == CheckRules.all.count)
    }
}
