import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("The files of the juju command")
struct JujuClientFilesTests {
    private static let controllers = """
        controllers:
          lab:
            uuid: 0d8ea8a8
            api-endpoints: ['10.0.0.5:17070', '[fd00::5]:17070', 'controller.lab:17070']
            ca-cert: |
              -----BEGIN CERTIFICATE-----
              AAAA
              -----END CERTIFICATE-----
          jaas:
            public-hostname: jimm.example.com
          empty: {}
        current-controller: lab
        """

    private static let accounts = """
        controllers:
          lab: {user: admin, password: 0123456, last-known-access: superuser}
          jaas: {user: bob@external}
          empty: {user: u, password: hunter2}
        """

    private func with<Output>(
        controllers: String? = controllers, accounts: String? = accounts,
        _ body: (JujuClientFiles) throws -> Output
    ) throws -> Output {
        try withTemporaryFolder { folder in
            for (name, text) in [("controllers", controllers), ("accounts", accounts)] {
                try text?.write(toFile: "\(folder)/\(name).yaml", atomically: true, encoding: .utf8)
            }
            return try body(JujuClientFiles(environment: ["JUJU_DATA": folder], homeDirectory: "/nowhere"))
        }
    }

    @Test("name the controller that the command uses, with its addresses, its authority and a password of digits")
    func whole() throws {
        try with { files in
            let controller = try files.controller()
            #expect(controller.name == "lab" && controller.user == "admin")
            #expect(controller.password == Secret("0123456"))
            #expect(controller.addresses.map(\.place) == ["10.0.0.5:17070", "[fd00::5]:17070", "controller.lab:17070"])
            #expect(controller.addresses[1].host == "fd00::5")
            #expect(controller.authority?.hasPrefix("-----BEGIN") == true)
            var text = ""
            dump(controller, to: &text)
            #expect(!text.contains("0123456"), "no dump shows it")
        }
    }

    @Test(
        "that lack something say which, and what to do",
        arguments: [
            (nil, accounts, nil, "no controller here", "juju login"),
            (controllers, nil, nil, "no account", "juju login -c lab"),
            (controllers, accounts, "lba", "no controller `lba`", "controller: lab"),
            (controllers, accounts, "jaas", "no password", "Remove `api: true`"),
            (controllers, accounts, "empty", "no address", "juju login -c empty"),
            ("controllers: {a: {}, b: {}}", accounts, nil, "none of them is the current", "controller:"),
            ("controllers: [", accounts, nil, "is not YAML", "Correct"),
            (controllers, "password: hunter2\n\tx", nil, "is not YAML", "Correct"),
        ] as [(String?, String?, String?, String, String)])
    func lacking(
        _ controllers: String?, _ accounts: String?, _ name: String?, _ message: String, _ remedy: String
    ) throws {
        try with(controllers: controllers, accounts: accounts) { files in
            let error = #expect(throws: CollectError.self) { try files.controller(name) }
            #expect(
                error?.code == .misconfigured && error?.message.contains(message) == true, "\(error?.description ?? "")"
            )
            #expect(error?.remedy?.contains(remedy) == true, "\(error?.description ?? "")")
            #expect(error?.description.contains("hunter2") == false)
        }
    }

    @Test("are where JUJU_DATA, XDG_DATA_HOME or home say, in this order")
    func folder() {
        func folder(_ environment: [String: String]) -> String {
            JujuClientFiles(environment: environment, homeDirectory: "/home/u").folder
        }
        #expect(folder(["JUJU_DATA": "/j", "XDG_DATA_HOME": "/x"]) == "/j")
        #expect(folder(["JUJU_DATA": "", "XDG_DATA_HOME": "/x"]) == "/x/juju")
        #expect(folder(["XDG_DATA_HOME": "relative"]) == "/home/u/.local/share/juju")
    }

    @Test("have a public name in place of addresses")
    func publicName() throws {
        let accounts = "controllers: {jaas: {user: u, password: p}}"
        try with(accounts: accounts) { files in
            let controller = try files.controller("jaas")
            #expect(controller.addresses.map(\.place) == ["jimm.example.com:443"] && controller.authority == nil)
        }
    }
}
