import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

struct WhatIfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if",
        abstract: "Tell what fits after hosts are lost or added, or with another ratio.",
        discussion: """
            What is on a lost host is placed on the others first: the placement is the
            evacuation plan. A new host gets the ratio and the reserve that most others
            have, and their common traits; the answer says so. For each flavor it tells
            how many fit before and after. Nothing is changed in the cloud.

            Exit status 1: the servers do not fit, or it is not known.

            EXAMPLES
              tombo what-if --lose node3
              tombo what-if --add cpus=48,ram=256GiB,disk=2TiB,count=2 m1.large=20
              tombo what-if --ratio cpu=4 m1.large
            """)

    @Argument(help: "Flavors to place as well, each with how many: m1.large=4.")
    var flavor: [FlavorCount] = []

    @Option(help: "A compute host that is lost. (can be repeated)", completion: .names(.resources))
    var lose: [String] = []

    @Option(help: "Hosts to add: cpus=48,ram=256GiB,disk=2TiB,count=2. (can be repeated)")
    var add: [String] = []

    @Option(help: "An allocation ratio for all hosts: cpu=4, ram=1, disk=1. (can be repeated)")
    var ratio: [String] = []

    @Flag(help: "Count servers that boot from a volume: they need no root disk of a host.")
    var bootFromVolume = false

    @Flag(help: "Show where each server goes, too.")
    var explain = false

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws { _ = try change }

    private var change: CloudChange {
        get throws {
            var change = CloudChange()
            change.lost = lose
            for text in add { if let wrong = change.add(text) { throw ValidationError(wrong) } }
            for text in ratio { if let wrong = change.setRatio(text) { throw ValidationError(wrong) } }
            guard !(lose.isEmpty && add.isEmpty && ratio.isEmpty) else {
                throw ValidationError(
                    "Say what changes: --lose, --add or --ratio. `tombo fit` asks about the cloud as it is.")
            }
            return change
        }
    }

    func run() throws {
        try Fitting.run(
            FitQuestion(flavor, bootsFromVolume: bootFromVolume, change: try change), explains: explain,
            at: moment.reference, global: global, output: output)
    }
}
