import Foundation
import TomboQuery
import TomboSources
import TomboStore

/// The file beside an anonymous export in which its owner finds who is who.
struct MappingFile {
    let path: String
    /// As it was read, or a new one.
    let mapping: Mapping

    /// - Throws: ``StoreError`` for a file that is something else: it is not taken over.
    init(_ path: String) throws {
        self.path = path
        guard FileManager.default.fileExists(atPath: path) else {
            mapping = Mapping()
            return
        }
        guard let data = FileManager.default.contents(atPath: path),
            let mapping = Mapping(json: String(decoding: data, as: UTF8.self))
        else {
            throw StoreError(
                .foreign, "\(path) is no mapping file of this tombo.",
                remedy: "Name the mapping file of an earlier export, or a file that is not there yet.")
        }
        self.mapping = mapping
    }

    /// Replaces the file by one that has all entries it had and more, at once and readable by its owner alone.
    func save(_ mapping: Mapping?) throws {
        guard let mapping else { return }
        do {
            try PrivateFile.write(mapping.json, to: path)
        } catch {
            throw StoreError(
                .forbidden, "The mapping file \(path) cannot be written: \(error.reason).",
                remedy: "Name a place that you may write.")
        }
    }

    /// Whether a path lies in a folder, or is it.
    static func isInside(_ path: String, _ folder: String) -> Bool {
        let path = URL(filePath: path).standardizedFileURL.pathComponents
        return path.starts(with: URL(filePath: folder).standardizedFileURL.pathComponents)
    }
}
