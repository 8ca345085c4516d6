import ArgumentParser
import Foundation
import Testing
import TomboQuery
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

    @Test("has a page for every view", arguments: ViewSpec.all.map(\.name))
    func views(view: String) throws {
        let spec = try #require(ViewSpec.called(view))
        try expectFile("docs/views/\(view).md", KindPage.markdown(spec))
        for column in spec.columns { #expect(column.summary.hasSuffix("."), "\(view).\(column.name)") }
    }

    @Test("has a manual page for the program and for every command")
    func manual() throws {
        for page in try ManualPage.all() { try expectFile("docs/man/\(page.name).1", page.roff) }
    }

    @Test("has no page of a thing that is gone")
    func pages() throws {
        func files(_ folder: String) throws -> Set<String> {
            Set(try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: folder).path))
        }
        #expect(try files("docs/kinds") == Set(Catalog.specs.map { $0.kind + ".md" }))
        #expect(try files("docs/views") == Set(ViewSpec.all.map { $0.name + ".md" }))
        #expect(try files("docs/man") == Set(ManualPage.all().map { $0.name + ".1" }))
    }

    @Test("has a section for every rule of check")
    func checks() throws { try expectFile("docs/checks.md", CheckPage.markdown()) }

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
