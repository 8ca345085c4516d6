import Foundation
import TomboRecords
import TomboSources
import TomboStore

/// Where backups are, by the time at which each was made.
struct BackupFolder: Sendable {
    let path: String

    init(_ path: String) { self.path = path }

    /// Their names, oldest first: the time is in the name.
    var names: [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return all.filter { Self.time(of: $0) != nil }.sorted()
    }

    var newest: Instant? { names.last.flatMap(Self.time) }

    static func name(_ instant: Instant) -> String {
        "tombo-" + instant.iso8601.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z.db"
    }

    /// Of `tombo-20261128T114725Z.db`; nil for any other file, which is left alone.
    static func time(of name: String) -> Instant? {
        let text = Array(name)
        guard text.count == 25, name.hasPrefix("tombo-"), name.hasSuffix("Z.db") else { return nil }
        let part = { (range: Range<Int>) in String(text[range]) }
        return Instant(
            "\(part(6..<10))-\(part(10..<12))-\(part(12..<14))T\(part(15..<17)):\(part(17..<19)):\(part(19..<21))Z")
    }

    /// Copies the database, and removes the oldest copies beyond `keep`.
    ///
    /// - Returns: What was done, for the log.
    /// - Throws: ``StoreError``; then no copy is there that is not whole, and none was removed.
    func add(of database: String, at instant: Instant, keep: Int) throws(StoreError) -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            throw StoreError(
                .missing, "The folder of the backups, \(path), is not there.",
                remedy: "Make it, or mount the disk that it is on.")
        }
        let (file, partial) = ("\(path)/\(Self.name(instant))", "\(path)/.\(Self.name(instant)).partial")
        unlink(partial)
        try StoreReader(path: database, specs: SourceType.specs).backUp(to: partial)
        guard rename(partial, file) == 0 else {
            throw StoreError(.forbidden, "The backup \(file) cannot be made: \(String(cString: strerror(errno))).")
        }
        let old = names.dropLast(keep)
        for name in old { unlink("\(path)/\(name)") }
        return "\(file), \(old.count) older removed"
    }
}
