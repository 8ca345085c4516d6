import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import tombo

/// Every bad input from end to end: a good snapshot, then the bad one.
@Suite("Bad input")
struct BadInputTests {
    @Test("is said with its remedy, and keeps the last good state", arguments: BadInput.all)
    func input(input: BadInput) async throws {
        let outcome = try await BadRuns.shared.outcome(of: input)
        let expected = input.expected
        #expect(outcome.status == expected.status)
        #expect(outcome.outcome == expected.outcome)
        #expect(outcome.code == expected.code)
        for phrase in expected.says { #expect(outcome.says.contains(phrase), "\(outcome.says)") }
        if let hint = expected.hint { #expect(outcome.hint?.contains(hint) == true, "\(outcome.hint ?? "no hint")") }
        #expect(!outcome.says.contains("correct-horse") && outcome.hint?.contains("correct-horse") != true)

        if case .program = input.fault {
            let isSaved = input.name.hasPrefix("every user")
            #expect(outcome.snapshots.before == 4 && outcome.snapshots.after == (isSaved ? 5 : 4))
            return
        }
        #expect(outcome.before > 0)
        #expect(outcome.before - outcome.after == expected.gone)
        if expected.gone == 0 { #expect(outcome.gone.isEmpty, "a diff calls \(outcome.gone) gone") }
        let isSaved = expected.outcome != nil
        #expect(outcome.snapshots.after == (isSaved ? 2 : 1))
        let isWhole = expected.outcome == .complete || !isSaved
        #expect(outcome.gaps.contains(input.kind) != isWhole, "gaps: \(outcome.gaps)")
    }

    @Test("of a file that may not be written ends before the cloud is asked", .enabled(if: getuid() != 0))
    func readOnlyFile() async throws {
        let input = BadInput(
            name: "the database file is read-only",
            fault: .program { scene in
                try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: scene.database)
                scene.arguments = ["--replay", CommandLineTests.examples + "/1-tarefa-1"]
            }, expected: .init(status: .database))
        let outcome = try await BadRound(input).run()
        #expect(outcome.status == .database && outcome.says.contains("may not be written by this user"))
        #expect(outcome.snapshots.after == 4)
    }

    @Test("has one name each")
    func names() { #expect(Set(BadInput.all.map(\.name)).count == BadInput.all.count) }
}

extension BadInput: CustomTestStringConvertible {
    var testDescription: String { name }

    static let themes: [(title: String, inputs: [BadInput])] = [
        ("Nobody answers, or not in time", noAnswer), ("Certificates", certificates),
        ("Answers that say no", refusals), ("The shapes in which services say it", complaints),
        ("Bodies that are not what the API promises", bodies), ("Listings that do not add up", listings),
        ("The database", databases), ("clouds.yaml", cloudsFiles),
    ]

    static let all = themes.flatMap(\.inputs)
}
