import Foundation

/// Where files are when nobody says otherwise.
enum DataPaths {
    /// `$TOMBO_DB`, or `tombo/tombo.db` in the data folder of the XDG base directories.
    static func database(_ environment: [String: String]) -> String {
        if let path = environment["TOMBO_DB"], !path.isEmpty { return path }
        let home = environment["HOME"] ?? NSHomeDirectory()
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.local/share"
        return data + "/tombo/tombo.db"
    }
}
