import ArgumentParser
import Foundation
import TomboQuery
import TomboRender

/// How an answer is written; every command that answers has these.
struct OutputOptions: ParsableArguments {
    @Option(
        name: .shortAndLong, help: "How to write the answer.")
    var format: OutputFormat = .table

    @Option(name: .shortAndLong, help: "A column to show. (can be repeated)", completion: .names(.columns))
    var column: [String] = []

    @Option(help: "The column to sort by.", completion: .names(.columns))
    var sortColumn: String?

    @Flag(help: "Leave the line with the column names out.")
    var noHeader = false

    @Flag(help: "Show every column in the formats for people too.")
    var long = false

    @Flag(help: "Show times in UTC instead of local time.")
    var utc = false

    @Option(help: "Whether to write in color.")
    var color: ColorChoice = .auto

    @Flag(help: "Give no answer at all, and exit with 3, where the data are incomplete.")
    var strict = false

    /// Whether only the columns of the short table will be seen.
    var isBrief: Bool { format.isForPeople && !long && column.isEmpty && sortColumn == nil }

    /// Writes the answer to standard output, and what it rests on to standard error.
    ///
    /// - Returns: `incomplete` when there are gaps.
    @discardableResult
    func write(_ answer: Answer, layout: RenderOptions.Layout = .rows, quiet: Bool) throws -> ExitStatus {
        let options = options(layout)
        if strict, !answer.isComplete {
            let footer = Renderer.footer(answer, options: options) ?? ""
            StandardError.write("Error: The data are incomplete, and --strict asks for complete ones.\n\(footer)")
            throw Failure(.incomplete)
        }
        try Renderer.render(answer, as: format, options: options) { try StandardOutput.write($0) }
        if !quiet, let footer = Renderer.footer(answer, options: options) { StandardError.write(footer) }
        return answer.isComplete ? .done : .incomplete
    }

    /// What is incomplete, for the standard error of a command that has a last word of its own.
    func gaps(_ answer: Answer) -> String { Renderer.gaps(answer, options: options(.rows)) }

    private func options(_ layout: RenderOptions.Layout) -> RenderOptions {
        let terminal = Terminal.current
        return RenderOptions(
            columns: column, sortColumn: sortColumn, noHeader: noHeader, long: long, utc: utc, zone: Zone(.current),
            color: color == .always || (color == .auto && terminal.wantsColor), width: terminal.width, layout: layout)
    }
}

/// The moment that a question is about.
struct MomentOptions: ParsableArguments {
    @Option(
        help: "The snapshot to ask about: latest, latest~2, '#4', a label, @2026-05-12T14:00, @'2 days ago'.",
        completion: .names(.snapshots))
    var at: String = "latest"

    var reference: SnapshotReference { SnapshotReference(at) }
}
