import ArgumentParser
import Foundation
import TomboQuery
import TomboRecords
import TomboRender

struct SQLCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql",
        abstract: "Ask the history in SQL, at any moment.",
        discussion: """
            Every kind is a view with its columns (see `tombo schema KIND`). With
            --at the same query shows that moment. Nothing can be written.

            EXAMPLES
              tombo sql 'SELECT host, count(*) FROM nova_server GROUP BY host'
              tombo sql --at tarefa-2 'SELECT name, addresses FROM nova_server'
              tombo sql < query.sql
            """)

    @Argument(help: "One SELECT. (default: read from standard input)")
    var query: String?

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let sql = query ?? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
        guard sql.contains(where: { !$0.isWhitespace }) else { throw ValidationError("There is no query.") }
        try Answering.run(SQLQuestion(sql: sql), at: moment.reference, global: global, output: output)
    }
}
