import ArgumentParser
import Foundation
import TomboQuery
import TomboRecords
import TomboRender
import TomboStore

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a snapshot as plain tables, one a kind.",
        discussion: """
            For Datasette, pandas, a spreadsheet: a folder of CSV or ndjson files, or one
            SQLite file with a table for each kind. Lists and objects are JSON, times are
            UTC, unknown is empty or null. `snapshot` and `gaps` stand among the tables,
            so that what was not seen whole is not lost on the way. Names and addresses
            are in it as they are. It never overwrites anything.

            With --anonymise it is for strangers: names, addresses and identities are
            replaced, each by the same everywhere, so that what was joined, counted or
            in one subnet still is. The mapping file (0600, not in the export) holds each
            original with its replacement, and the secret that they are made with: the
            same file gives the same replacements, another one gives others. It is
            added to, and never overwritten. Numbers, times, statuses, versions and
            hardware stay: how large a cloud is can still tell whose it is.

            EXAMPLES
              tombo export lab-tarefa-4 --at tarefa-4
              tombo export lab.db -f sqlite --kind server --kind hypervisor
              tombo export public.db -f sqlite --anonymise --mapping mapping.json
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case csv, ndjson, sqlite
    }

    @Argument(help: "The folder to make, or the file for sqlite.", completion: .directory)
    var destination: String

    @Option(name: .shortAndLong, help: "What to write: csv, ndjson or sqlite.")
    var format: Format = .csv

    @Option(help: "Only this kind. (can be repeated)", completion: .names(.kinds))
    var kind: [String] = []

    @Flag(help: "Replace what names something, for a reader who must not know it.")
    var anonymise = false

    @Option(help: "The file that holds originals and replacements; made where there is none.", completion: .file())
    var mapping: String?

    @Flag(help: "Keep the snapshot's label as it is.")
    var keepLabels = false

    @OptionGroup var moment: MomentOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard anonymise == (mapping != nil) else {
            throw ValidationError("--anonymise needs --mapping FILE, and --mapping needs --anonymise.")
        }
        if keepLabels, !anonymise { throw ValidationError("--keep-labels only means something with --anonymise.") }
        if let mapping, MappingFile.isInside(mapping, destination) {
            throw ValidationError("The mapping file tells who is who; it must not stand in the export.")
        }
    }

    func run() throws {
        let archive = try Answering.archive(global)
        let snapshot = try archive.snapshot(at: moment.reference)
        let specs = try kind.isEmpty ? Catalog.specs : kind.map { try Catalog.specs.named($0) }
        let file = try mapping.map { try MappingFile($0) }
        let writer = try TableWriter(destination, format)
        var anonymiser = file.map { Anonymiser($0.mapping, specs: Catalog.specs) }
        if anonymiser != nil {
            try archive.moment(at: SnapshotReference("#\(snapshot.seq)")) { try anonymiser?.learn($0) }
            // Before anything that it explains is written.
            try file?.save(anonymiser?.mapping)
        }
        var rows = 0
        var gaps: [Gap] = []
        for spec in specs {
            let answer = try archive.answer(ListQuestion(kind: spec.kind), at: SnapshotReference("#\(snapshot.seq)"))
            gaps += answer.gaps
            rows += answer.rows.count
            try writer.write(spec.kind, anonymiser?.replace(answer, of: spec) ?? answer)
        }
        for (name, table) in [
            ("snapshot", SnapshotTables.snapshot(snapshot)), ("gaps", SnapshotTables.gaps(gaps)),
        ] {
            let treatments = SnapshotTables.treatments(table, keepLabels: keepLabels)
            try writer.write(name, anonymiser?.replace(table, treatments) ?? table)
        }
        try file?.save(anonymiser?.mapping)
        try writer.close()
        if !global.quiet {
            StandardError.write(
                "\(specs.count) kinds, \(rows) rows of snapshot #\(snapshot.seq) of \(snapshot.cloud) in \(destination)\n"
            )
        }
        // What the cloud does not have, and nobody named, is told in `gaps` and is nothing that is missing.
        if gaps.contains(where: { $0.outcome != nil || !kind.isEmpty }) { throw Failure(.incomplete) }
    }
}
