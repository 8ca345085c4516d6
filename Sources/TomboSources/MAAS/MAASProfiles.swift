import Foundation
import GRDB
import TomboRecords

/// What `maas login` keeps: a SQLite file of profiles, each with its address and its API key.
///
/// Source: `src/maascli/config.py`. The other half megabyte of a profile, the
/// description of the API, is not read.
struct MAASProfiles {
    struct Profile {
        var name: String
        var url: String
        var key: MAASKey
        /// PEM file of the authority that it was made with.
        var caFile: String?
    }

    let path: String
    /// Those with a key.
    let profiles: [Profile]

    /// Of the Debian package, and of the snap, whose home is another.
    private static let places = ["~/.maascli.db", "~/snap/maas/current/.maascli.db"]

    /// nil when this user never logged in.
    ///
    /// - Throws: `misconfigured` for a file that cannot be read or is something else.
    init?(_ places: ConfigurationPlaces) throws(CollectError) {
        let candidates = Self.places.map { places.path($0, from: "/") }
        guard let path = candidates.first(where: { FileManager.default.fileExists(atPath: $0) }) else { return nil }
        self.path = path
        profiles = try Self.read(path)
    }

    private static func read(_ path: String) throws(CollectError) -> [Profile] {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            return try DatabaseQueue(path: path, configuration: configuration).read { db in
                // It is text in a column that is declared a BLOB.
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT name, json_extract(CAST(data AS TEXT), '$.url'),
                          json_extract(CAST(data AS TEXT), '$.credentials'),
                          json_extract(CAST(data AS TEXT), '$.cacerts') IS NOT NULL
                        FROM profiles ORDER BY name
                        """
                ).compactMap { row -> Profile? in
                    let parts = (row[2] as String?).flatMap { Value(json: $0) }?.elements.compactMap(\.text) ?? []
                    guard let name = row[0] as String?, let url = row[1] as String?,
                        let key = MAASKey(parts.joined(separator: ":"))
                    else { return nil }
                    let hasAuthority = row[3] as Bool? ?? false
                    return Profile(
                        name: name, url: url, key: key,
                        caFile: hasAuthority ? "\(PathText.folder(of: path))/.maascli.certs/\(name).pem" : nil)
                }
            }
        } catch {
            // What SQLite says may quote what it read.
            throw CollectError(
                .misconfigured, "\(path) cannot be read as the profiles of `maas login`.",
                remedy: "Log in again with `maas login PROFILE URL`, or name `url:` and `api_key_file:`.")
        }
    }

    /// - Throws: `misconfigured` when there is none of that name with a key.
    func profile(_ name: String) throws(CollectError) -> Profile {
        if let found = profiles.first(where: { $0.name == name }) { return found }
        let nearest = Nearest.name(to: name, among: profiles.map(\.name))
        throw CollectError(
            .misconfigured, "\(path) has no profile `\(name)` with an API key.",
            remedy: nearest.map { "Did you mean `\($0)`?" }
                ?? "See with `maas list` which there are, and log in with `maas login PROFILE URL KEY`.")
    }
}
