import Foundation
import TomboRecords

@testable import tombo

/// docs/bad-input.md: what the cases gave, as a table.
enum BadInputPage {
    static func markdown() async throws -> String {
        var text = """
            # Bad input

            Written by `scripts/generate-docs` from what really came of each input: a test takes a good snapshot,
            spoils one thing, collects again, and looks at what is kept (`Tests/TomboTests/BadInput`). The exit status
            is that of `tombo collect`; where nothing is said, nothing is wrong.

            """
        for theme in BadInput.themes {
            text += "\n## \(theme.title)\n\n| input | what tombo says | hint | outcome | exit status | what stays |\n"
            text += "| --- | --- | --- | --- | --- | --- |\n"
            for input in theme.inputs {
                let outcome = try await BadRuns.shared.outcome(of: input)
                let end = [outcome.outcome?.rawValue, outcome.code].compactMap(\.self).joined(separator: ", ")
                let cells = [
                    input.name, outcome.says, outcome.hint ?? "", end.isEmpty ? "not saved" : end,
                    "\(outcome.status.rawValue)", stays(input, outcome),
                ]
                text += "| \(cells.map(cell).joined(separator: " | ")) |\n"
            }
        }
        return text
    }

    private static func stays(_ input: BadInput, _ outcome: BadOutcome) -> String {
        if case .program = input.fault { return "all \(outcome.snapshots.before) snapshots" }
        let gone = outcome.before - outcome.after
        if gone > 0 { return "\(outcome.after) of \(outcome.before) \(input.kind): the others are really gone" }
        return "all \(outcome.before) \(input.kind)"
            + (outcome.gaps.contains(input.kind) ? ", and the gap is named" : "")
    }

    /// Without what differs from run to run, and without what ends a cell.
    private static func cell(_ text: String) -> String {
        text.replacing(/127\.0\.0\.1:\d{2,5}/, with: "HOST:PORT")
            .replacing(/[^ `]*\/tombo-test-[0-9A-Fa-f-]+/, with: "FOLDER")
            .replacing(/process \d+/, with: "process 4711")
            .replacing("|", with: "\\|").replacing("<", with: "&lt;").replacing("\n", with: " ")
    }
}
