import ArgumentParser
import Foundation
import TomboRecords

@main
struct Tombo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tombo",
        abstract: "Inventory and audit of a private cloud, with history.",
        discussion: """
            Takes snapshots of what a cloud has, remembers them all in one SQLite
            file, and answers from it: what is there, where it runs, what changed.
            It only ever reads the cloud.

            EXAMPLES
              tombo init
              tombo collect --label tarefa-1
              tombo where lb
              tombo diff tarefa-1..tarefa-2
              tombo list servers --at tarefa-2 -f markdown

            EXIT STATUS
            \(ExitStatus.help)
            """,
        version: TomboVersion.current,
        subcommands: [
            InitCommand.self, DoctorCommand.self, CollectCommand.self, DaemonCommand.self, StatusCommand.self,
            SnapshotsCommand.self, LabelCommand.self, ListCommand.self, ShowCommand.self, WhereCommand.self,
            HostsCommand.self, ImpactCommand.self, CapacityCommand.self, FitCommand.self, WhatIfCommand.self,
            FragmentationCommand.self, StorageCommand.self, ForecastCommand.self, CheckCommand.self,
            ExplainCommand.self, ReportCommand.self, GraphCommand.self, DiffCommand.self, LogCommand.self,
            BlameCommand.self, WatchCommand.self, NoteCommand.self, AnnotateCommand.self, VerifyCommand.self,
            ForgetCommand.self, CompactCommand.self, BackupCommand.self, ExportCommand.self, ImportCommand.self,
            SQLCommand.self, SchemaCommand.self, CompletionCommand.self, VersionCommand.self,
        ])

    /// ArgumentParser would exit with 64 on wrong usage and with 1 on any
    /// error; the contract says otherwise.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Failure.exit(with: error)
        }
    }
}
