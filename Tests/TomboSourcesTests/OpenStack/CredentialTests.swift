import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("OpenStack credentials")
struct OpenStackCredentialTests {
    static let lab = """
        clouds:
          lab:
            auth:
              auth_url: https://keystone.lab:5000/
              username: admin
              password: 0123
              project_name: admin
              user_domain_name: admin_domain
              project_domain_name: admin_domain
            region_name: RegionOne
            interface: internal
            cacert: ~/ca.pem
        """

    /// A search in a folder of its own that holds these files.
    private func search(
        _ files: [String: String], cloud: String? = nil, environment: [String: String] = [:], mode: Int = 0o600,
        _ check: (OpenStackCredentialSearch) throws -> Void
    ) throws {
        try withTemporaryFolder { folder in
            for (name, text) in files {
                let path = "\(folder)/\(name)"
                try FileManager.default.createDirectory(
                    atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
                _ = FileManager.default.createFile(
                    atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
            }
            try check(
                OpenStackCredentialSearch(
                    cloud: cloud, environment: environment, workingDirectory: folder + "/cwd",
                    homeDirectory: folder + "/home", systemDirectory: folder + "/etc"))
        }
    }

    private func misconfigured(_ search: OpenStackCredentialSearch) throws -> CollectError {
        let error = #expect(throws: CollectError.self) { try search.find() }
        #expect(error?.code == .misconfigured)
        #expect(error?.remedy != nil)
        return try #require(error)
    }

    @Test("the only cloud of a file needs no name")
    func only() throws {
        try search(["home/.config/openstack/clouds.yaml": Self.lab]) { search throws in
            let found = try search.find()
            let configuration = found.configuration
            #expect(configuration.authURL == "https://keystone.lab:5000/v3")
            #expect(configuration.region == "RegionOne")
            #expect(configuration.interface == .internal)
            #expect(configuration.caFile == search.homeDirectory + "/ca.pem")
            #expect(configuration.insecure == false)
            #expect(
                configuration.auth
                    == .password(
                        user: .name("admin", .name("admin_domain")), password: Secret("0123"),
                        project: .name("admin", .name("admin_domain"))))
            #expect(found.origin.contains("`lab`"))
            #expect(found.warnings.isEmpty)
        }
    }

    @Test("the working directory comes before home, and home before the system")
    func order() throws {
        let files = ["cwd/clouds.yaml", "home/.config/openstack/clouds.yaml", "etc/clouds.yaml"]
        for count in 1...3 {
            var contents: [String: String] = [:]
            for (index, file) in files.suffix(count).enumerated() {
                contents[file] = Self.lab.replacing("keystone.lab", with: "host\(index).lab")
            }
            try search(contents) { search throws in
                #expect(try search.find().configuration.authURL == "https://host0.lab:5000/v3")
            }
        }
    }

    @Test("a password may stand in secure.yaml, and stays what was typed")
    func secure() throws {
        let open = Self.lab.replacing("password: 0123", with: "user_domain_id: ''")
        let secret = "clouds: {lab: {auth: {password: 0x10}}}"
        try search(["etc/clouds.yaml": open, "home/.config/openstack/secure.yaml": secret]) { search throws in
            guard case .password(_, let password, _) = try search.find().configuration.auth else {
                Issue.record("is no password")
                return
            }
            #expect(password.reveal() == "0x10")
        }
    }

    @Test("a profile lies under the cloud that names it")
    func profile() throws {
        let cloud = Self.lab.replacing("auth_url: https://keystone.lab:5000/", with: "user_id: ''")
            .replacing("region_name: RegionOne", with: "profile: campus")
        let profiles = "public-clouds: {campus: {auth: {auth_url: https://campus}, region_name: North}}"
        try search(["etc/clouds.yaml": cloud, "etc/clouds-public.yaml": profiles]) { search throws in
            let configuration = try search.find().configuration
            #expect(configuration.authURL == "https://campus/v3")
            #expect(configuration.region == "North")
        }
    }

    @Test("an unknown cloud is told which there are, and which was probably meant")
    func unknown() throws {
        try search(["etc/clouds.yaml": Self.lab], cloud: "labs") { search throws in
            let error = try misconfigured(search)
            #expect(error.message.contains("`labs`"))
            #expect(error.message.contains("`lab`"))
            #expect(error.message.contains("etc/clouds.yaml"))
            #expect(error.remedy?.contains("`lab`") == true)
        }
    }

    @Test("several clouds and no name is an error that lists them")
    func several() throws {
        let two = Self.lab + "\n  other:\n    auth: {}\n"
        try search(["etc/clouds.yaml": two]) { search throws in
            #expect(try misconfigured(search).message.contains("`lab`, `other`"))
        }
        try search(["etc/clouds.yaml": two], environment: ["OS_CLOUD": "lab"]) { search throws in
            #expect(try search.find().origin.contains("`lab`"))
        }
    }

    @Test("a cloud named by hand comes before OS_CLOUD and before an openrc")
    func precedence() throws {
        let environment = ["OS_CLOUD": "other", "OS_AUTH_URL": "http://elsewhere:5000"]
        try search(["etc/clouds.yaml": Self.lab], cloud: "lab", environment: environment) { search throws in
            #expect(try search.find().configuration.authURL == "https://keystone.lab:5000/v3")
        }
    }

    @Test(
        "a setting that lacks is named with its file",
        arguments: ["auth_url", "username", "password", "project_name"])
    func missing(_ key: String) throws {
        let lines = Self.lab.split(separator: "\n").filter { !$0.contains("  \(key):") }
        try search(["etc/clouds.yaml": lines.joined(separator: "\n")]) { search throws in
            let error = try misconfigured(search)
            #expect(error.message.contains("`clouds.lab.auth.\(key)`"))
            #expect(error.message.contains("etc/clouds.yaml"))
        }
    }

    @Test("no file and no environment says where it looked")
    func nothing() throws {
        try search([:]) { search throws in
            let error = try misconfigured(search)
            for place in ["/cwd/", "/home/.config/openstack/", "/etc/"] {
                #expect(error.message.contains(place + "clouds.yaml"))
            }
        }
    }

    @Test("a file named in OS_CLIENT_CONFIG_FILE must be there")
    func named() throws {
        try search(["etc/clouds.yaml": Self.lab], environment: ["OS_CLIENT_CONFIG_FILE": "/nonexistent/c.yaml"]) {
            search throws in #expect(try misconfigured(search).message.contains("/nonexistent/c.yaml"))
        }
    }

    @Test("a malformed file is an error with its line, and without its contents")
    func malformed() throws {
        try search(["etc/clouds.yaml": "clouds:\n  lab:\n\tpassword: hunter2\n"]) { search throws in
            let error = try misconfigured(search)
            #expect(error.message.contains("line 3"))
            #expect(!error.description.contains("hunter2"))
        }
        try search(["etc/clouds.yaml": "cloud: {}"]) { search throws in
            #expect(try misconfigured(search).message.contains("`clouds`"))
        }
    }

    @Test("a password that everybody can read is a warning with its remedy")
    func worldReadable() throws {
        try search(["etc/clouds.yaml": Self.lab], mode: 0o644) { search throws in
            let warnings = try search.find().warnings
            #expect(warnings.count == 1)
            #expect(warnings.first?.remedy.contains("chmod 600") == true)
        }
        try search(["etc/clouds.yaml": Self.lab], mode: 0o640) { search throws in
            #expect(try search.find().warnings.isEmpty)
        }
    }

    @Test("verify: false is obeyed, and said")
    func insecure() throws {
        let cloud = Self.lab.replacing("cacert: ~/ca.pem", with: "verify: false")
        try search(["etc/clouds.yaml": cloud]) { search throws in
            let found = try search.find()
            #expect(found.configuration.insecure)
            #expect(found.configuration.trust == .insecure)
            #expect(found.warnings.count == 1)
        }
    }

    static let openrc = [
        "OS_AUTH_URL": "http://10.0.0.5:5000/v3", "OS_USERNAME": "admin", "OS_PASSWORD": "p",
        "OS_PROJECT_NAME": "admin", "OS_USER_DOMAIN_NAME": "admin_domain", "OS_PROJECT_DOMAIN_NAME": "admin_domain",
        "OS_IDENTITY_API_VERSION": "3", "OS_REGION_NAME": "RegionOne", "OS_AUTH_TYPE": "password",
    ]

    @Test("an openrc is enough, and a project's id needs no domain")
    func environment() throws {
        var variables = Self.openrc
        variables.merge(["OS_PROJECT_ID": "abc", "OS_PROJECT_NAME": "", "OS_ENDPOINT_TYPE": "internalURL"]) { $1 }
        variables.merge(["OS_INSECURE": "true", "OS_CACERT": "/ca.pem"]) { $1 }
        try search([:], environment: variables) { search throws in
            let configuration = try search.find().configuration
            #expect(configuration.authURL == "http://10.0.0.5:5000/v3")
            #expect(configuration.interface == .internal)
            #expect(configuration.insecure)
            #expect(
                configuration.auth
                    == .password(
                        user: .name("admin", .name("admin_domain")), password: Secret("p"), project: .id("abc")))
        }
    }

    @Test("what an openrc lacks is named as a variable", arguments: ["OS_USERNAME", "OS_PASSWORD", "OS_PROJECT_NAME"])
    func missingVariable(_ name: String) throws {
        try search([:], environment: Self.openrc.filter { $0.key != name }) { search throws in
            #expect(try misconfigured(search).message.contains("`\(name)`"))
        }
    }

    @Test("an application credential carries its own scope")
    func applicationCredential() throws {
        let byID = [
            "OS_AUTH_URL": "http://k", "OS_APPLICATION_CREDENTIAL_ID": "i", "OS_APPLICATION_CREDENTIAL_SECRET": "s",
        ]
        try search([:], environment: byID) { search throws in
            let auth = try search.find().configuration.auth
            #expect(auth == .applicationCredential(.id("i"), secret: Secret("s")))
            #expect(auth.requestBody["auth"]["scope"].isNull)
            #expect(auth.requestBody["auth"]["identity"]["application_credential"]["id"] == "i")
        }
        let byName = [
            "OS_AUTH_URL": "http://k", "OS_AUTH_TYPE": "v3applicationcredential",
            "OS_APPLICATION_CREDENTIAL_NAME": "tombo", "OS_APPLICATION_CREDENTIAL_SECRET": "s", "OS_USERNAME": "u",
        ]
        try search([:], environment: byName) { search throws in
            let credential = try search.find().configuration.auth.requestBody["auth"]["identity"][
                "application_credential"]
            #expect(credential["name"] == "tombo")
            #expect(credential["user"]["name"] == "u")
            #expect(credential["user"]["domain"]["id"] == "default")
        }
        try search([:], environment: byID.filter { !$0.key.hasSuffix("SECRET") }) { search throws in
            #expect(try misconfigured(search).message.contains("`OS_APPLICATION_CREDENTIAL_SECRET`"))
        }
    }

    @Test("a token is used as it is", arguments: ["token", "v3token"])
    func token(_ type: String) throws {
        let variables = ["OS_AUTH_URL": "http://k", "OS_AUTH_TYPE": type, "OS_TOKEN": "t", "OS_PROJECT_ID": "p"]
        try search([:], environment: variables) { search throws in
            let auth = try search.find().configuration.auth
            #expect(auth == .token(Secret("t"), project: .id("p")))
            #expect(auth.requestBody["auth"]["identity"]["token"]["id"] == "t")
            #expect(auth.requestBody["auth"]["scope"]["project"]["id"] == "p")
        }
    }

    @Test("an auth_type that tombo does not know is refused by name")
    func unknownType() throws {
        try search([:], environment: Self.openrc.merging(["OS_AUTH_TYPE": "v3kerberos"]) { $1 }) { search throws in
            #expect(try misconfigured(search).message.contains("v3kerberos"))
        }
    }

    @Test(
        "Keystone's address may come with a version, with a slash, or without",
        arguments: [
            ("http://k:5000", "http://k:5000/v3"), ("http://k:5000/", "http://k:5000/v3"),
            ("http://k:5000/v3", "http://k:5000/v3"), ("http://k:5000/v3/", "http://k:5000/v3"),
            ("https://k/identity", "https://k/identity/v3"), ("http://k:5000/v2.0", "http://k:5000/v3"),
            ("k:5000", nil), ("http://", nil), ("http://user:pw@k/v3", nil), ("http://k/v3?x=1", nil),
        ])
    func address(_ given: String, _ normalized: String?) {
        #expect(OpenStackConfiguration.normalizedAuthURL(given) == normalized)
    }

    @Test("a secret shows in no description of the configuration")
    func secrecy() throws {
        try search(["etc/clouds.yaml": Self.lab.replacing("0123", with: "hunter2")]) { search throws in
            let found = try search.find()
            var dumped = ""
            dump(found, to: &dumped)
            #expect(!dumped.contains("hunter2"))
            #expect(!"\(found)".contains("hunter2"))
        }
    }

    @Test("a recording's settings make a configuration without credentials")
    func replay() throws {
        let replayed = try OpenStackConfiguration(replaying: Lab.configuration.recordedSettings)
        #expect(replayed.auth == .replay)
        #expect(replayed.authURL == Lab.configuration.authURL)
        #expect(replayed.region == Lab.configuration.region)
        #expect(!Lab.configuration.recordedSettings.values.contains { $0.contains(Lab.password) })
        #expect(throws: CollectError.self) { try OpenStackConfiguration(replaying: [:]) }
    }
}
