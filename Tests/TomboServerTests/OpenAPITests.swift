import ArgumentParser
import Foundation
import Testing
import TomboRecords

@testable import TomboServer
@testable import tombo

/// The routes, the document about them and the command line must say the same.
@Suite("The OpenAPI document")
struct OpenAPITests {
    /// Commands that ask the database nothing, or that write.
    private static let others: Set = [
        "init", "doctor", "collect", "daemon", "label", "note", "annotate", "watch", "forget", "compact", "backup",
        "export", "import", "completion", "version", "report", "graph",
    ]

    /// Options that say how a terminal is written to, or mean an exit status: HTTP has its own ways.
    private static let ofTerminals: Set = [
        "format", "no-header", "long", "utc", "color", "strict", "db", "config", "quiet", "verbose", "help", "version",
        "exit-code", "explain", "head", "migration", "fail-on", "output",
    ]

    private struct Dump: Decodable {
        struct Command: Decodable {
            var commandName: String
            var subcommands: [Command]?
            var arguments: [Argument]?
        }
        struct Argument: Decodable {
            struct Name: Decodable { var name: String }
            var names: [Name]?
            var valueName: String?
            var kind: String
        }
        var command: Command
    }

    private static func commands() throws -> [Dump.Command] {
        let dump = try JSONDecoder().decode(Dump.self, from: Data(Tombo._dumpHelp().utf8))
        return dump.command.subcommands ?? []
    }

    private var document: Value { Value(json: OpenAPI.document()) ?? .null }

    @Test("every question of the command line has a route")
    func routes() throws {
        let questions = Set(try Self.commands().map(\.commandName)).subtracting(Self.others).subtracting(["help"])
        #expect(
            questions == Set(QuestionRoute.all.map(\.name)),
            "add a file to API/Questions and a line to QuestionRoute.all")
    }

    @Test("every option of a question is a parameter of its route", arguments: QuestionRoute.all.map(\.name))
    func options(_ name: String) throws {
        let command = try #require(try Self.commands().first { $0.commandName == name })
        let route = try #require(QuestionRoute.all.first { $0.name == name })
        let known = Set(route.allParameters.map(\.name))
        for argument in command.arguments ?? [] {
            let names = argument.names?.map(\.name) ?? []
            let name = names.max { $0.count < $1.count } ?? argument.valueName ?? ""
            if Self.ofTerminals.contains(name) { continue }
            #expect(known.contains(name.replacing("-", with: "_")), "\(command.commandName) --\(name)")
        }
    }

    @Test("describes each route with each of its parameters, and nothing else")
    func described() throws {
        #expect(document["openapi"] == "3.1.0")
        guard case .object(let paths) = document["paths"] else { throw CocoaError(.coderInvalidValue) }
        #expect(paths.map(\.key) == QuestionRoute.all.map(\.path))
        for (path, route) in zip(paths, QuestionRoute.all) {
            let operation = path.value["get"]
            #expect(operation["summary"].text?.hasSuffix(".") == true)
            #expect(
                operation["parameters"].elements.map { $0["name"].text } == route.allParameters.map(\.name))
            #expect(Set(route.allParameters.map(\.name)).count == route.allParameters.count, "\(route.name)")
            for status in ["200", "304", "400", "404", "409"] { #expect(!operation["responses"][status].isNull) }
        }
    }

    @Test("every reference in it leads somewhere")
    func references() {
        func visit(_ value: Value) {
            switch value {
            case .object(let fields):
                for field in fields {
                    if field.key == "$ref", let target = field.value.text {
                        var place = document
                        for part in target.dropFirst(2).split(separator: "/") { place = place[String(part)] }
                        #expect(!place.isNull, "\(target)")
                    }
                    visit(field.value)
                }
            case .list(let elements): elements.forEach(visit)
            default: break
            }
        }
        visit(document)
    }

    @Test("is what the server gives")
    func served() async throws {
        let folder = try await LabServer.database(stages: 1)
        try await LabServer(folder).with { client in
            let answer = try await client.ask("/api/v1/openapi.json")
            #expect(answer.body == OpenAPI.document())
        }
    }
}
