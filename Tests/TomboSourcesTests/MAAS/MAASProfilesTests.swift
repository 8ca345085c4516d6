import Foundation
import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("Profiles of maas login")
struct MAASProfilesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var places: ConfigurationPlaces {
        ConfigurationPlaces(environment: [:], workingDirectory: folder.path, homeDirectory: folder.path)
    }

    private func write(_ profiles: [String: String], to name: String = ".maascli.db") throws {
        try DatabaseQueue(path: folder.file(name)).write { db in
            try db.execute(sql: "CREATE TABLE profiles (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, data BLOB)")
            for (name, data) in profiles {
                try db.execute(sql: "INSERT INTO profiles (name, data) VALUES (?, ?)", arguments: [name, data])
            }
        }
    }

    private static func data(_ credentials: String, authority: String = "null") -> String {
        """
        {"credentials": \(credentials), "description": {"doc": "long", "handlers": []}, "name": "x",
         "url": "http://maas:5240/MAAS/api/2.0/", "cacerts": \(authority)}
        """
    }

    private func section(_ yaml: String) throws -> ConfiguredSource {
        let path = folder.file("tombo.yaml")
        try "clouds: {lab: {maas: \(yaml)}}".write(toFile: path, atomically: true, encoding: .utf8)
        let read = try TomboConfiguration(
            yaml: String(contentsOfFile: path, encoding: .utf8), path: path, places)
        return try #require(try read.clouds.first?.sources(places).first)
    }

    @Test("a profile gives address, key and authority")
    func profile() throws {
        try write([
            "admin": Self.data(#"["CONSUMER", "TOKEN", "SECRET"]"#),
            "tls": Self.data(#"["A", "B", "C"]"#, authority: #""-----BEGIN CERTIFICATE-----""#),
            "anonymous": Self.data("null"),
        ])
        let source = try section("{profile: admin}")
        #expect(source.recordedSettings["url"] == "http://maas:5240/MAAS/api/2.0/")
        #expect(source.secrets.map { $0.reveal() } == ["CONSUMER", "TOKEN", "SECRET"])
        #expect(source.origin == "profile admin in ~/.maascli.db")
        let profiles = try #require(try MAASProfiles(places))
        #expect(profiles.profiles.map(\.name) == ["admin", "tls"], "without a key there is nothing to sign in with")
        #expect(try profiles.profile("tls").caFile == folder.file(".maascli.certs/tls.pem"))
    }

    @Test("the snap's is found where the package's is not")
    func snap() throws {
        try FileManager.default.createDirectory(
            atPath: folder.file("snap/maas/current"), withIntermediateDirectories: true)
        try write(["lab": Self.data(#"["A", "B", "C"]"#)], to: "snap/maas/current/.maascli.db")
        #expect(try section("{profile: lab}").origin == "profile lab in ~/snap/maas/current/.maascli.db")
        #expect(MAASSection.discover(places).section == ["maas:", "  profile: lab"])
    }

    @Test("what is wrong is said with the place, and never with a key")
    func wrong() throws {
        func error(_ yaml: String) -> CollectError? {
            let error = #expect(throws: CollectError.self) { try section(yaml) }
            #expect(error?.code == .misconfigured && error?.remedy != nil)
            return error
        }
        #expect(error("{profile: admin}")?.message.contains("never logged in") == true)
        try "no database".write(toFile: folder.file(".maascli.db"), atomically: true, encoding: .utf8)
        #expect(error("{profile: admin}")?.message.contains("cannot be read") == true)
        try FileManager.default.removeItem(atPath: folder.file(".maascli.db"))
        try write(["admin": Self.data(#"["A", "B", "C"]"#)])
        #expect(error("{profile: admn}")?.remedy == "Did you mean `admin`?")
        #expect(error("{profile: admin, url: http://maas}")?.message.contains("contradicts `profile:`") == true)
        #expect(error("{ca_file: a.pem}")?.message.contains("has no `url:`") == true)
    }
}
