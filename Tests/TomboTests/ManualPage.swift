import ArgumentParser
import Foundation
import TomboRecords

@testable import tombo

/// A page for `man`, made from what ArgumentParser knows of a command.
struct ManualPage {
    /// `tombo-list`, of section 1.
    var name: String
    var roff: String

    static func all() throws -> [ManualPage] {
        let tool = try JSONDecoder().decode(Tool.self, from: Data(Tombo._dumpHelp().utf8)).command
        let commands = (tool.subcommands ?? []).filter { $0.commandName != "help" }
        return [page(of: tool, among: commands)] + commands.map { page(of: $0, under: tool, among: commands) }
    }

    private struct Tool: Decodable { var command: Command }

    private struct Command: Decodable {
        var commandName: String
        var abstract: String?
        var discussion: String?
        var subcommands: [Command]?
        var arguments: [Argument]?
    }

    private struct Argument: Decodable {
        struct Name: Decodable {
            var kind: String
            var name: String
        }
        var kind: String
        var shouldDisplay: Bool
        var isOptional: Bool
        var isRepeating: Bool
        var names: [Name]?
        var valueName: String?
        var defaultValue: String?
        var abstract: String?
        var allValues: [String]?
    }

    // MARK: pages

    private static func page(of command: Command, under tool: Command? = nil, among all: [Command]) -> ManualPage {
        let words = [tool?.commandName, command.commandName].compactMap(\.self)
        let name = words.joined(separator: "-")
        var roff = #".\" Written by scripts/generate-docs from the program's own help."# + "\n"
        roff += ".TH \(name.uppercased()) 1 \"\" \"tombo \(TomboVersion.current)\" \"Tombo\"\n.nh\n.ad l\n"
        roff += ".SH NAME\n\(escaped(name)) \\- \(escaped(headline(command.abstract ?? "")))\n"
        roff += synopsis(words, command)
        roff += discussion(command.discussion ?? "")
        let shown = (command.arguments ?? []).filter(\.shouldDisplay)
        roff += section("ARGUMENTS", shown.filter { $0.kind == "positional" })
        roff += section("OPTIONS", shown.filter { $0.kind != "positional" })
        if tool == nil {
            roff += ".SH COMMANDS\n"
            for sub in all {
                roff += ".TP\n.BR \(escaped("\(name)-\(sub.commandName)")) (1)\n\(escaped(sub.abstract ?? ""))\n"
            }
            roff += surroundings
        }
        let others = tool == nil ? ["openstack"] : [tool?.commandName ?? ""]
        roff += ".SH SEE ALSO\n" + others.map { ".BR \(escaped($0)) (1)" }.joined(separator: ",\n") + "\n"
        return ManualPage(name: name, roff: roff)
    }

    /// `man -k` shows it beside the name: no capital, no full stop.
    private static func headline(_ abstract: String) -> String {
        let body = abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract
        return body.prefix(1).lowercased() + body.dropFirst()
    }

    private static func synopsis(_ words: [String], _ command: Command) -> String {
        var line = ".SH SYNOPSIS\n.B \(escaped(words.joined(separator: " ")))\n"
        if command.subcommands != nil { return line + ".I command\n.RI [ options ]\n" }
        line += ".RI [ options ]\n"
        for argument in command.arguments ?? [] where argument.kind == "positional" && argument.shouldDisplay {
            let name = escaped(argument.valueName ?? "") + (argument.isRepeating ? " .\\|.\\|." : "")
            line += argument.isOptional ? ".RI [ \"\(name)\" ]\n" : ".I \"\(name)\"\n"
        }
        return line
    }

    /// Lines in capitals are headings, indented ones stand as they are, the rest runs on.
    private static func discussion(_ text: String) -> String {
        if text.isEmpty { return "" }
        var roff = ""
        var isLiteral = false
        var heading: String? = "DESCRIPTION"
        func close() { if isLiteral { roff += ".EE\n.RE\n" }; isLiteral = false }
        var isAfterBlank = false
        for line in text.components(separatedBy: "\n") {
            if line.isEmpty {
                isAfterBlank = true
                continue
            }
            if line == line.uppercased(), line.first?.isLetter == true {
                close()
                heading = line
            } else {
                if let title = heading { roff += ".SH \(title)\n" }
                let isFirst = heading != nil
                heading = nil
                if line.hasPrefix("  ") {
                    if !isLiteral {
                        roff += (isAfterBlank && !isFirst ? ".PP\n" : "") + ".RS 2\n.EX\n"
                    } else if isAfterBlank {
                        roff += "\n"
                    }
                    isLiteral = true
                    roff += escaped(String(line.dropFirst(2)), isCode: true) + "\n"
                } else {
                    close()
                    roff += (isAfterBlank && !isFirst ? ".PP\n" : "") + escaped(line) + "\n"
                }
            }
            isAfterBlank = false
        }
        close()
        return roff
    }

    private static func section(_ title: String, _ arguments: [Argument]) -> String {
        if arguments.isEmpty { return "" }
        return ".SH \(title)\n"
            + arguments.map { argument -> String in
                let value = "\\fI\(escaped(argument.valueName ?? ""))\\fR"
                let names = (argument.names ?? []).sorted { $0.name.count < $1.name.count }.map { name in
                    "\\fB" + escaped((name.kind == "short" ? "-" : "--") + name.name, isCode: true) + "\\fR"
                }
                var head = argument.kind == "positional" ? value : names.joined(separator: ", ")
                if argument.kind == "option" { head += " " + value }
                var body = escaped(argument.abstract ?? "")
                if let value = argument.defaultValue, !value.isEmpty { body += " (default: \(escaped(value)))" }
                return ".TP\n\(head)\n\(body)\n"
            }.joined()
    }

    private static let surroundings = """
        .SH ENVIRONMENT
        .TP
        .B TOMBO_DB
        The database file.
        .TP
        .B OS_CLOUD, OS_*
        The cloud and its credentials, as for
        .BR openstack (1).
        .TP
        .B NO_COLOR, CLICOLOR_FORCE
        Whether answers have color.
        .SH FILES
        .TP
        .I ~/.local/share/tombo/tombo.db
        The database, where neither \\-\\-db nor TOMBO_DB names another.
        .TP
        .I clouds.yaml, secure.yaml
        Credentials, here, in ~/.config/openstack or in /etc/openstack.

        """

    /// Text that means only itself to roff.
    private static func escaped(_ text: String, isCode: Bool = false) -> String {
        var out = text.replacing("\\", with: "\\e")
        if isCode { out = out.replacing("-", with: "\\-").replacing("'", with: "\\(aq").replacing("~", with: "\\(ti") }
        return out.hasPrefix(".") || out.hasPrefix("'") ? "\\&" + out : out
    }
}
