import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

struct FragmentationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fragmentation",
        abstract: "Tell why nothing fits though room is free, and which migrations make room.",
        discussion: """
            For each flavor: what is free on all hosts that may take it, how many that
            is enough for in sum, how many really fit, and what each host lacks.

            Where none fits though there is enough in sum, a smallest list of
            migrations is looked for after which one does. Each of them is valid when
            its turn comes: Nova and Placement would take the server on the new host
            while it still holds its claim on the old one. `proven` says that no
            shorter list exists, or that there is none at all of this length.
            The search ends after \(MoveSearch.steps) steps; above \(MoveSearch.hostLimit) hosts only servers of
            the host that is to be freed are moved, and nothing is proven. Only servers
            that run, are paused or are stopped are moved. Tombo moves nothing itself.

            EXAMPLES
              tombo fragmentation
              tombo fragmentation --flavor m1.large
              tombo fragmentation --max-moves 2 --at tarefa-2 -f json
            """)

    @Option(help: "Only this flavor. (can be repeated)", completion: .names(.resources))
    var flavor: [String] = []

    @Option(help: "Look for no more migrations than this. (1 to 8)")
    var maxMoves = MoveSearch.most

    @Flag(help: "Count servers that boot from a volume: they need no root disk of a host.")
    var bootFromVolume = false

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (1...8).contains(maxMoves) else { throw ValidationError("--max-moves takes a number from 1 to 8.") }
    }

    func run() throws {
        try Answering.run(
            FragmentationQuestion(flavors: flavor, bootsFromVolume: bootFromVolume, mostMoves: maxMoves),
            at: moment.reference, global: global, output: output, layout: { _ in flavor.count == 1 })
    }
}
