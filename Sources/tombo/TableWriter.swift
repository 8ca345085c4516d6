import Foundation
import TomboQuery
import TomboRecords
import TomboRender
import TomboStore

/// A folder of files, or a file of tables.
struct TableWriter {
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
