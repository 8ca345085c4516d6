public import ArgumentParser
import Foundation
public import TomboQuery
import TomboRecords
public import TomboRender

extension Graph.View: ExpressibleByArgument {}
extension GraphFormat: ExpressibleByArgument {}

struct GraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Draw what leads to what: network, path, placement, storage, applications.",
        discussion: """
            network: external network, router, subnet, server, with their addresses.
            path: campus router (the gateway of the external network), that network,
            router, network, port, server, hypervisor, MAAS machine and interfaces.
            placement: server, hypervisor, Juju machine, MAAS machine, with the rules.
            storage: server, volume, pool, CRUSH root, host, OSD.
            applications: Juju's, with their integrations; a subordinate is a line in
            the box of its application.

            The order is stable, so that two diagrams can be compared. Beyond 80 boxes
            siblings are folded into one with their number; --all folds nothing. Mermaid
            is for Markdown pages, dot for Graphviz; svg is a picture that needs nothing.

            EXAMPLES
              tombo graph --view placement -f svg > placement.svg
              tombo graph --view network --at tarefa-2
              tombo graph --view storage -f dot | dot -Tpng > storage.png
            """)

    @Option(help: "What to draw.")
    var view: Graph.View

    @Option(name: .shortAndLong, help: "How to write it.")
    var format: GraphFormat = .mermaid

    @Option(help: "The language of its own words: en or pt-BR.")
    var lang: ReportLanguage = .english

    @Flag(help: "Draw every box, however many there are.")
    var all = false

    @OptionGroup var moment: MomentOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let graph = try Answering.archive(global).moment(at: moment.reference) {
            try GraphQuestion(view, language: lang).graph($0)
        }
        let drawn = all ? graph : graph.folded()
        try StandardOutput.write(Array(format.text(drawn).utf8))
        if format.isTooLarge(drawn) {
            StandardError.write(
                "Warning: Mermaid draws so large a diagram only where the page's author raised maxEdges and maxTextSize.\n"
                    + "Hint: Leave out --all, or take -f svg.\n")
        }
        if !global.quiet,
            let footer = Renderer.footer(graph.answer, options: RenderOptions(zone: Zone(.current)))
        {
            StandardError.write(footer)
        }
        if !graph.gaps.isEmpty { throw Failure(.incomplete) }
    }
}
