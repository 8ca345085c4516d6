import ArgumentParser
import TomboQuery
import TomboRecords
import TomboRender

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Show the version of tombo.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        guard output.format != .table else { return print("tombo \(TomboVersion.current)") }
        try output.write(
            Answer(columns: [.init("version")], rows: [[.text(TomboVersion.current)]]), quiet: true)
    }
}
