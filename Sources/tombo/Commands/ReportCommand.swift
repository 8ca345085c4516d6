public import ArgumentParser
import Foundation
public import TomboQuery
import TomboRecords
public import TomboRender
import TomboStore

extension ReportFormat: ExpressibleByArgument {}
extension ReportLanguage: ExpressibleByArgument {}

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the report of a cloud, with the differences from an earlier stage.",
        discussion: """
            Evidence, Juju, machines, instances, networks, what differs from --from and how
            it was made, addresses, placement with its evidence, capacity, Ceph, and the
            commands that give every figure again. What the snapshot did not see whole
            stands in the report. mkdocs is for MkDocs Material with the extensions
            pymdownx.blocks.caption, pymdownx.superfences and admonition.

            EXAMPLES
              tombo report --from tarefa-3 --at tarefa-4 --lang pt-BR -o docs/tarefa-4.md
              tombo report -f html -o lab.html
            """)

    enum Template: String, CaseIterable, ExpressibleByArgument { case lab }

    @Option(help: "Which report: lab is all there is now.")
    var template: Template = .lab

    @Option(
        name: .customLong("from"), help: "The snapshot that the differences start from. (default: no differences)",
        completion: .names(.snapshots))
    var from: String?

    @Option(
        name: [.customLong("at"), .customLong("to")], help: "The snapshot to report on.", completion: .names(.snapshots)
    )
    var at: String = "latest"

    @Option(help: "The language: en or pt-BR.")
    var lang: ReportLanguage = .english

    @Option(name: .shortAndLong, help: "The form: mkdocs, markdown or html.")
    var format: ReportFormat = .markdown

    @Option(name: .shortAndLong, help: "The file to write. (default: standard output)", completion: .file())
    var output: String?

    @Flag(help: "Show times in UTC instead of local time.")
    var utc = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let report = LabReport(
            from: from.map { SnapshotReference($0) }, language: lang, version: TomboVersion.current,
            checks: CheckQuestion(plan: try global.checkPlan(), roles: try global.roles()))
        let document = try Answering.archive(global).moment(
            at: SnapshotReference(at), beside: from.map { [SnapshotReference($0)] } ?? []
        ) { try report.document($0) }
        let text = try ReportRenderer.render(
            document, as: format, options: RenderOptions(utc: utc, zone: Zone(.current)))
        if let output {
            do {
                try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
            } catch {
                throw StoreError(
                    .forbidden, "The report cannot be written to \(output): \(error.localizedDescription)",
                    remedy: "Name a file in a folder that is there and may be written to.")
            }
        } else {
            try StandardOutput.write(Array(text.utf8))
        }
        if !document.isComplete { throw Failure(.incomplete) }
    }
}
