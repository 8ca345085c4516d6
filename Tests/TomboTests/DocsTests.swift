import ArgumentParser
import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import tombo

/// What can be generated is generated, and these fail when it drifts.
/// `scripts/generate-docs` rewrites the files.
@Suite("The documentation")
struct DocsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func expectFile(_ path: String, _ text: String) throws {
        let url = Self.root.appending(path: path)
        let found = try? String(contentsOf: url, encoding: .utf8)
        if found == text { return }
        if ProcessInfo.processInfo.environment["TOMBO_RECORD"] == "1" {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        Issue.record("\(path) differs from what would be generated; run scripts/generate-docs")
    }

    @Test("has the reference of every command")
    func commandLine() throws {
        var text = "# Command line\n\nWritten by `scripts/generate-docs` from the program's own help.\n"
        text += "\n## tombo\n\n```\n\(Tombo.helpMessage(columns: 80))\n```\n"
        for command in Tombo.configuration.subcommands {
            let name = command.configuration.commandName ?? ""
            text += "\n## tombo \(name)\n\n```\n\(Tombo.helpMessage(for: command, columns: 80))\n```\n"
        }
        try expectFile("docs/cli.md", text)
    }

    @Test("has a page for every kind", arguments: Catalog.specs.map(\.kind))
    func kinds(kind: String) throws {
        let spec = try #require(Catalog.specs.first { $0.kind == kind })
        try expectFile("docs/kinds/\(kind).md", KindPage.markdown(spec))
    }

    @Test("has no page of a kind that is gone")
    func pages() throws {
        let pages = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "docs/kinds").path)
        #expect(Set(pages) == Set(Catalog.specs.map { $0.kind + ".md" }))
    }

    @Test("has the table of bad input, as it really came out")
    func badInput() async throws { try expectFile("docs/bad-input.md", try await BadInputPage.markdown()) }

    @Test("names only commands that exist")
    func examples() throws {
        var commands: Set<String> = ["help"]
        var text = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        for command in Tombo.configuration.subcommands {
            if let name = command.configuration.commandName { commands.insert(name) }
            text += "\n" + Tombo.helpMessage(for: command)
        }
        for line in text.components(separatedBy: "\n") {
            let words = line.components(separatedBy: " ").filter { !$0.isEmpty && $0 != "$" }
            if words.count < 2 || words[0] != "tombo" { continue }
            let command = words[1]
            if command.first?.isLetter != true { continue }
            #expect(commands.contains(command), "\(line)")
        }
    }

    @Test("gives every column a sentence")
    func sentences() {
        for spec in Catalog.specs {
            #expect(spec.summary.hasSuffix("."))
            for column in spec.columns { #expect(column.summary.hasSuffix("."), "\(spec.kind).\(column.name)") }
        }
    }
}

enum KindPage {
    static func markdown(_ spec: RecordSpec) -> String {
        var text = "# \(spec.kind)\n\n\(spec.summary)\n\n"
        text += "Also called: \(spec.aliases.map { "`\($0)`" }.joined(separator: ", ")). "
        text += "Told apart by \(spec.key.map { "`\($0)`" }.joined(separator: " and ")).\n\n"
        if spec.accumulates {
            text +=
                "What was listed once stays on record: tombo asks for news only, and nothing of this kind is ever gone.\n\n"
        }
        text += "| column | type | class | unit | meaning |\n| --- | --- | --- | --- | --- |\n"
        for column in spec.columns {
            let reference = column.references.map { " Points at [\($0)](\($0).md)." } ?? ""
            text +=
                "| `\(column.name)` | \(column.type.rawValue) | \(column.fieldClass.rawValue) | \(column.unit ?? "") "
            text += "| \(column.summary)\(reference) |\n"
        }
        for example in spec.examples { text += "\n\(example.question)\n\n```sql\n\(example.sql)\n```\n" }
        return text
    }
}
