import Foundation
import TomboRecords
import TomboSources

/// The clouds that a command means, from tombo.yaml or from the credentials
/// that are there.
enum CloudPlans {
    /// Every configured cloud, or the one of `--cloud`; a cloud without usable
    /// credentials comes with the reason, so that the others can be asked.
    ///
    /// - Throws: `CollectError` `misconfigured` when tombo.yaml is wrong, or
    ///   there is no cloud at all.
    static func find(global: GlobalOptions) throws(CollectError) -> [ConfiguredCloud] {
        try ConfiguredCloud.find(try global.configuration(), cloud: global.cloud, places)
    }

    /// Where this process looks for configuration and credentials.
    static var places: ConfigurationPlaces {
        let environment = Terminal.current.environment
        return ConfigurationPlaces(
            environment: environment, workingDirectory: FileManager.default.currentDirectoryPath,
            homeDirectory: environment["HOME"] ?? NSHomeDirectory())
    }
}

extension GlobalOptions {
    /// The tombo.yaml in use; nil where there is none.
    func configuration() throws(CollectError) -> TomboConfiguration? {
        try TomboConfiguration.find(CloudPlans.places, named: config)
    }

    /// `--db`, `$TOMBO_DB`, the configuration's, or the one in the data folder.
    var databasePath: String { get throws { try Self.databasePath(db: db, config: config) } }

    /// The same for a command line that is not parsed, as its words say.
    static func databasePath(db: String?, config: String?) throws(CollectError) -> String {
        let environment = Terminal.current.environment
        if let path = db ?? DataPaths.said(environment) { return path }
        return try TomboConfiguration.find(CloudPlans.places, named: config)?.database
            ?? DataPaths.database(environment)
    }
}
