import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("A tombo.yaml")
struct TomboConfigurationTests {
    static func places(_ folder: String, _ environment: [String: String] = [:]) -> ConfigurationPlaces {
        ConfigurationPlaces(
            environment: environment, workingDirectory: folder + "/cwd", homeDirectory: folder + "/home",
            systemDirectory: folder + "/etc")
    }

    static func write(_ text: String, to path: String) throws {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func read(_ yaml: String) throws -> TomboConfiguration {
        try TomboConfiguration(yaml: yaml, path: "/x/tombo.yaml", Self.places("/f"))
    }

    private func error(_ yaml: String) throws -> CollectError {
        let error = #expect(throws: CollectError.self, "\(yaml)") { try read(yaml) }
        #expect(error?.code == .misconfigured && error?.remedy != nil)
        #expect(error?.message.contains("/x/tombo.yaml") == true, "\(error?.message ?? "")")
        return try #require(error)
    }

    static let two = """
        database: data/all.db
        clouds:
          lab10:
            openstack:
          lab9:
            openstack:
              cloud: admin
              clouds_file: ~/clouds.yaml
              without: [cinder, nova_migration]
              deadline: 30
              requests_at_once: 2
        """

    static let clouds = """
        clouds:
          admin: &admin
            auth: {auth_url: "http://k:5000", username: u, password: hunter2, project_name: p}
          lab10: *admin
        """

    @Test("names its clouds in the order of their names, and its database beside itself")
    func whole() throws {
        let configuration = try read(Self.two)
        #expect(configuration.clouds.map(\.name) == ["lab9", "lab10"])
        #expect(configuration.database == "/x/data/all.db")
        #expect(try read("database: ~/t.db").database == "/f/home/t.db")
        #expect(try read("").clouds.isEmpty)
    }

    @Test("gives each source its credentials, its time and what to leave out")
    func sources() throws {
        try withTemporaryFolder { folder in
            let places = Self.places(folder, ["OS_CLOUD": "nonsense", "OS_AUTH_URL": "http://other:5000"])
            try Self.write(Self.two, to: folder + "/cwd/tombo.yaml")
            try Self.write(Self.clouds, to: folder + "/home/clouds.yaml")
            try Self.write(Self.clouds, to: folder + "/home/.config/openstack/clouds.yaml")
            let found = try TomboConfiguration.find(places)
            let clouds = try ConfiguredCloud.find(found, cloud: nil, places)
            #expect(clouds.map(\.name) == ["lab9", "lab10"])
            let source = try #require(try clouds[0].sources.get().first)
            #expect(source.deadline == .seconds(30) && source.origin.contains("/home/clouds.yaml"))
            #expect(source.recordedSettings["auth_url"] == "http://k:5000/v3", "not the variables'")
            #expect(try clouds[1].sources.get().first?.deadline == nil)
            #expect(try ConfiguredCloud.find(found, cloud: "lab10", places).map(\.name) == ["lab10"])
            let wrong = #expect(throws: CollectError.self) { try ConfiguredCloud.find(found, cloud: "lab19", places) }
            #expect(wrong?.remedy?.contains("--cloud lab") == true)
        }
    }

    @Test("a cloud without credentials is one error, and the others are there")
    func oneMissing() throws {
        try withTemporaryFolder { folder in
            let places = Self.places(folder)
            try Self.write("clouds: {admin: {openstack: {}}, gone: {openstack: {}}}", to: folder + "/cwd/tombo.yaml")
            try Self.write(Self.clouds, to: folder + "/cwd/clouds.yaml")
            let clouds = try ConfiguredCloud.find(try TomboConfiguration.find(places), cloud: nil, places)
            #expect((try? clouds[0].sources.get())?.count == 1)
            #expect(throws: CollectError.self) { try clouds[1].sources.get() }
        }
    }

    @Test("takes the OS_* variables only where it says so")
    func environment() throws {
        let places = Self.places(
            "/f", ["OS_AUTH_URL": "http://k:5000", "OS_USERNAME": "u", "OS_PASSWORD": "x", "OS_PROJECT_NAME": "p"])
        func sources(_ section: String) throws -> [ConfiguredSource] {
            try TomboConfiguration(yaml: "clouds: {lab: {openstack: {\(section)}}}", path: "/x/tombo.yaml", places)
                .clouds[0].sources(places)
        }
        #expect(try sources("environment: true").first?.origin == "the OS_* environment")
        #expect(throws: CollectError.self) { try sources("") }
        #expect(throws: CollectError.self) { try sources("environment: true, cloud: lab") }
    }

    @Test("with a key that tombo does not know is refused, with the nearest one")
    func unknownKeys() throws {
        for (yaml, key, nearest) in [
            ("databse: x", "`databse`", "`database`"),
            ("clouds: {lab: {openstak: }}", "`clouds.lab.openstak`", "`clouds.lab.openstack`"),
            (
                "clouds: {lab: {openstack: {witout: [x]}}}", "`clouds.lab.openstack.witout`",
                "`clouds.lab.openstack.without`"
            ),
        ] {
            let error = try error(yaml)
            #expect(error.message.contains(key) && error.remedy?.contains(nearest) == true, "\(error)")
        }
    }

    @Test(
        "with a wrong value is refused, without a word of the value",
        arguments: [
            "database: [hunter2]", "clouds: hunter2", "clouds: {lab: hunter2}", "clouds: {lab: }",
            "clouds: {lab: {openstack: hunter2}}", "clouds: {lab: {openstack: {deadline: hunter2}}}",
            "clouds: {lab: {openstack: {deadline: 0}}}", "clouds: {lab: {openstack: {requests_at_once: 1.5}}}",
            "clouds: {lab: {openstack: {environment: hunter2}}}", "clouds: {lab: {openstack: {without: {a: b}}}}",
            "clouds: {lab: {openstack: {without: [hunter2]}}}", "clouds: {lab: {openstack: {cloud: [hunter2]}}}",
            "clouds: {../lab: {openstack: }}", "clouds: {a b: {openstack: }}",
        ])
    func wrongValues(yaml: String) throws {
        let error = try error(yaml)
        #expect(!error.description.contains("hunter2"), "\(error)")
    }

    @Test("never holds a secret", arguments: ["password", "app_secret", "token", "api_key", "key"])
    func secrets(key: String) throws {
        let error = try error("clouds: {lab: {openstack: {\(key): hunter2}}}")
        #expect(error.message.contains("secret") && error.remedy?.contains("clouds.yaml") == true)
        #expect(!error.description.contains("hunter2"))
    }

    @Test("a mistyped service or kind to leave out gets the nearest one")
    func without() throws {
        let error = try error("clouds: {lab: {openstack: {without: [cindr]}}}")
        #expect(error.remedy == "Did you mean `cinder`?")
    }

    @Test("is found by its option, its variable, here, at home, and for the machine")
    func order() throws {
        try withTemporaryFolder { folder in
            let files = [
                "said.yaml", "var.yaml", "cwd/tombo.yaml", "home/.config/tombo/tombo.yaml", "etc/tombo/tombo.yaml",
            ]
            for file in files { try Self.write("database: /\(file)", to: "\(folder)/\(file)") }
            for (index, file) in files.enumerated() {
                let places = Self.places(folder, index < 2 ? ["TOMBO_CONFIG": folder + "/var.yaml"] : [:])
                let found = try TomboConfiguration.find(places, named: index < 1 ? folder + "/said.yaml" : nil)
                #expect(found?.database == "/\(file)")
                try FileManager.default.removeItem(atPath: "\(folder)/\(file)")
            }
            #expect(try TomboConfiguration.find(Self.places(folder))?.path == nil)
            #expect(throws: CollectError.self) {
                try TomboConfiguration.find(Self.places(folder), named: folder + "/said.yaml")
            }
        }
    }

    @Test("checks are read as they stand, each with its place")
    func checks() throws {
        let yaml = """
            checks:
              b: {severity: info, sql: SELECT 1, remedy: Do it.}
              a: {enabled: no, reason: Because., only_for: [lb, db], percent: 80}
            """
        let configuration = try TomboConfiguration(yaml: yaml, path: "/etc/tombo.yaml", Self.places("/nowhere"))
        let checks = configuration.checks
        #expect(checks.map(\.name) == ["a", "b"] && checks[0].place == "`checks.a` in /etc/tombo.yaml")
        #expect(!checks[0].enabled && checks[0].reason == "Because." && checks[0].sql == nil)
        #expect(checks[0].parameters == ["only_for": ["lb", "db"], "percent": ["80"]])
        #expect(checks[1].severity == "info" && checks[1].sql == "SELECT 1" && checks[1].remedy == "Do it.")
        #expect(throws: CollectError.self) {
            try TomboConfiguration(yaml: "checks: {a: {enabled: perhaps}}", path: "x", Self.places("/nowhere"))
        }
    }
}
