import ArgumentParser
import TomboRecords
import TomboStore

struct CompactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compact",
        abstract: "Give the space of what was forgotten back.",
        discussion: """
            Writes the database anew without the holes that `forget` left, and works its
            log in. Needs room for a second copy meanwhile. Readers may go on; a
            collector must wait.

            EXAMPLES
              tombo compact
            """)

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let path = try global.databasePath
        let lock = try WriterLock(database: path)
        defer { withExtendedLifetime(lock) {} }
        let sizes = try Store(path: path, specs: Catalog.specs).compact()
        if !global.quiet {
            StandardError.write("\(path): \(sizes.before) bytes before, \(sizes.after) after\n")
        }
    }
}
