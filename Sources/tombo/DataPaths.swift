import Foundation

/// Where files are when nobody says otherwise.
enum DataPaths {
    /// `$TOMBO_DB`, where it is set.
    static func said(_ environment: [String: String]) -> String? {
        environment["TOMBO_DB"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `tombo/tombo.db` in the data folder of the XDG base directories.
    static func database(_ environment: [String: String]) -> String {
        let home = environment["HOME"] ?? NSHomeDirectory()
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.local/share"
        return data + "/tombo/tombo.db"
    }
}
