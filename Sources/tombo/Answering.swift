import TomboQuery
import TomboRecords
import TomboRender

/// What the commands that ask the database have in common: fetch, write, exit.
enum Answering {
    static func run(
        _ question: some Question, at reference: SnapshotReference? = nil, global: GlobalOptions,
        output: OutputOptions, layout: (Answer) -> Bool = { _ in false }, gapsMatter: Bool = true
    ) throws {
        let answer = try archive(global).answer(question, at: reference)
        let status = try output.write(answer, layout: layout(answer) ? .record : .rows, quiet: global.quiet)
        if status != .done, gapsMatter { throw Failure(status) }
    }

    static func archive(_ global: GlobalOptions) throws -> Archive {
        try Archive(path: try global.databasePath, specs: Catalog.specs, cloud: global.cloud, clock: global.clock)
    }
}
