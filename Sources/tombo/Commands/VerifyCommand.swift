import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender
import TomboStore

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that the history is what it was when it was saved.",
        discussion: """
            A SHA-256 chain runs through the snapshots: each hash covers the one before
            it and all that its snapshot saved. It is worked out again from the rows,
            and the file is checked by SQLite. An edited, deleted or inserted row is
            named by its snapshot. A hash that was printed elsewhere, as in a report,
            pins all of history up to then: --expect looks for it.

            EXAMPLES
              tombo verify
              tombo verify --head
              tombo verify --expect 3f9a1c04

            EXIT STATUS
              0    all is as it was
              1    something is not
            """)

    @Flag(help: "Print the newest hash, and check nothing.")
    var head = false

    @Option(help: "A hash of this history, whole or its first eight digits or more.")
    var expect: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard let expect else { return }
        if head { throw ValidationError("--head checks nothing: leave it or --expect out.") }
        if expect.count < 8 || !expect.allSatisfy(\.isHexDigit) {
            throw ValidationError(
                "--expect takes eight hexadecimal digits or more, as `tombo verify --head` prints them.")
        }
    }

    func run() throws {
        let archive = try Answering.archive(global)
        if head {
            let chain = try archive.moment { try $0.reader.chainHead() }
            return print(chain ?? "")
        }
        let answer = try archive.answer(VerifyQuestion(expected: expect))
        _ = try output.write(answer, quiet: global.quiet)
        if !VerifyQuestion.isWhole(answer) { throw Failure(.no) }
    }
}
