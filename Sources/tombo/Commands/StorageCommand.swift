public import ArgumentParser
public import TomboQuery
import TomboRecords
import TomboRender

extension StorageQuestion.Grouping: ExpressibleByArgument {}

struct StorageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storage",
        abstract: "Show how much storage there is, how much of it can be used, and until when.",
        discussion: """
            Ceph: what fits by each pool's rule until the first OSD is full, as CRUSH
            spreads data by weight and each copy or part needs a failure domain of its
            own; usable_most_bytes is what the best spread could hold. Both come from
            the sizes and weights of all OSDs in the CRUSH map, so they stay while OSDs
            are down or out; usable_now_bytes counts only those that are in. Used is
            what pools use, every copy counted. Room ends at Ceph's nearfull ratio.

            --by host tells what heals when a host fails, and what room is left then.
            --by backend has Cinder's pools, and Nova's disk: one that hypervisors
            share counts once. What is not known is left empty, and the note says why.

            EXAMPLES
              tombo storage
              tombo storage --by pool
              tombo storage --by host --at tarefa-2
              tombo storage --lose node3
              tombo storage --by backend
            """)

    @Option(help: "What a row is about: class, pool, host, backend.")
    var by: StorageQuestion.Grouping = .deviceClass

    @Option(help: "A host that is lost with its OSDs, for good. (can be repeated)", completion: .names(.resources))
    var lose: [String] = []

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard lose.isEmpty || by != .backend else {
            throw ValidationError(
                "--lose asks about Ceph; the backends of Cinder and Nova do not say their hosts' share.")
        }
    }

    func run() throws {
        try Answering.run(
            StorageQuestion(grouping: by, lost: lose), at: moment.reference, global: global, output: output,
            layout: { $0.rows.count == 1 && by == .deviceClass })
    }
}
