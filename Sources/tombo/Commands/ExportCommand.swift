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

            EXAMPLES
              tombo export lab-tarefa-4 --at tarefa-4
              tombo export lab.db -f sqlite --kind server --kind hypervisor
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

    @OptionGroup var moment: MomentOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let archive = try Answering.archive(global)
        let snapshot = try archive.snapshot(at: moment.reference)
        let specs = try kind.isEmpty ? Catalog.specs : kind.map { try Catalog.specs.named($0) }
        let writer = try TableWriter(destination, format)
        var rows = 0
        var gaps: [Gap] = []
        for spec in specs {
            let answer = try archive.answer(ListQuestion(kind: spec.kind), at: SnapshotReference("#\(snapshot.seq)"))
            gaps += answer.gaps
            rows += answer.rows.count
            try writer.write(spec.kind, answer)
        }
        try writer.write("snapshot", Self.table(of: snapshot))
        try writer.write("gaps", Self.table(of: gaps))
        try writer.close()
        if !global.quiet {
            StandardError.write(
                "\(specs.count) kinds, \(rows) rows of snapshot #\(snapshot.seq) of \(snapshot.cloud) in \(destination)\n"
            )
        }
        // What the cloud does not have, and nobody named, is told in `gaps` and is nothing that is missing.
        if gaps.contains(where: { $0.outcome != nil || !kind.isEmpty }) { throw Failure(.incomplete) }
    }

    private static func table(of snapshot: SnapshotInfo) -> Answer {
        Answer(
            columns: [
                .init("seq", .integer), .init("cloud"), .init("label"), .init("started_at", .instant),
                .init("finished_at", .instant), .init("tombo"),
            ],
            rows: [
                [
                    .integer(snapshot.seq), .text(snapshot.cloud), Value(snapshot.label),
                    .text(snapshot.startedAt.iso8601), .text(snapshot.finishedAt.iso8601),
                    .text(TomboVersion.current),
                ]
            ])
    }

    private static func table(of gaps: [Gap]) -> Answer {
        Answer(
            columns: [
                .init("cloud"), .init("source"), .init("kind"), .init("outcome"), .init("code"), .init("reason"),
            ],
            rows: gaps.map { gap in
                [
                    .text(gap.cloud), .text(gap.source), .text(gap.kind), Value(gap.outcome?.rawValue), Value(gap.code),
                    .text(gap.reason),
                ]
            })
    }
}

/// A folder of files, or a file of tables.
private struct TableWriter {
    private let destination: String
    private let format: ExportCommand.Format
    private let database: PlainDatabase?

    init(_ destination: String, _ format: ExportCommand.Format) throws {
        self.destination = destination
        self.format = format
        database = format == .sqlite ? try PlainDatabase(new: destination) : nil
        if database != nil { return }
        guard mkdir(destination, 0o700) == 0 else {
            throw StoreError(
                .forbidden, "The folder \(destination) cannot be made: \(String(cString: strerror(errno))).",
                remedy: errno == EEXIST ? "Name a folder that is not there yet." : "Name a place that you may write.")
        }
    }

    func write(_ name: String, _ answer: Answer) throws {
        if let database {
            let columns = answer.columns.filter { !$0.isSpoken }
            let places = answer.columns.indices.filter { !answer.columns[$0].isSpoken }
            return try database.add(
                name, columns.map { .init($0.name, $0.type) }, answer.rows.map { row in places.map { row[$0] } })
        }
        let path = "\(destination)/\(name).\(format.rawValue)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(.forbidden, "\(path) cannot be made: \(String(cString: strerror(errno))).")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try Renderer.render(answer, as: format == .csv ? .csv : .ndjson) { try file.write(contentsOf: Data($0)) }
        try file.close()
    }

    func close() throws { try database?.close() }
}
