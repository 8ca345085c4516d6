import Testing
import TomboRecords
import TomboTestKit

@testable import TomboQuery

/// A cloud that breaks a rule, and one that keeps it.
struct CheckCase: Sendable, CustomTestStringConvertible {
    typealias Cloud = [String: [[String: Value]]]

    var rule: String
    var breaks: Cloud
    /// The names of the findings in the cloud that breaks it.
    var names: [String]
    var keeps: Cloud
    /// A cloud of which the rule cannot judge something, and must say so.
    var unknown: Cloud?

    var testDescription: String { rule }

    static let all: [CheckCase] = iron + juju + ceph + compute + network + volumes
}

/// What a rule says of a cloud.
struct CheckResult {
    var found: [String]
    var unjudged: [String]
    var answer: Answer

    /// Saves the rows, and of every other kind that the rule is about an empty listing.
    init(
        _ cloud: CheckCase.Cloud, _ rule: CheckRule, partial: Set<String> = [], plan: CheckPlan = CheckPlan(),
        roles: Roles = [:]
    ) throws {
        let physical = try PhysicalCloud()
        let empty = Dictionary(rule.kinds.map { ($0, [[String: Value]]()) }) { first, _ in first }
        try physical.save(empty.merging(cloud) { _, said in said }, partial: partial)
        self.init(
            try physical.ask(CheckQuestion(rules: [rule.name], plan: plan, roles: ["lab": roles])))
    }

    init(_ answer: Answer) {
        self.answer = answer
        let lines = zip(answer.column("severity"), answer.column("name"))
        found = lines.filter { $0.0 != "unjudged" }.compactMap { $0.1.text }
        unjudged = zip(answer.column("severity"), answer.column("message")).filter { $0.0 == "unjudged" }
            .compactMap { $0.1.text }
    }
}
