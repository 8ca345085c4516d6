import ArgumentParser
import TomboRecords
import TomboStore

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the database while it is in use.",
        discussion: """
            The copy is of one moment, complete in one file of mode 600, and a database
            like any other. It never overwrites a file.

            EXAMPLES
              tombo backup /backup/tombo-monday.db
              tombo verify --db /backup/tombo-monday.db
            """)

    @Argument(help: "The file to make.", completion: .file())
    var file: String

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let path = try global.databasePath
        try StoreReader(path: path, specs: Catalog.specs).backUp(to: file)
        if !global.quiet { StandardError.write("\(path) copied to \(file)\n") }
    }
}
