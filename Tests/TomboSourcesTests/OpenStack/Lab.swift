import Foundation
import Logging
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

/// A small cloud in fixtures: node1 and node2, a server in each state.
enum Lab {
    static let password = "s3cret-passw0rd"
    static let token = "gAAAAA-lab-token"
    static let configuration = OpenStackConfiguration(
        authURL: "http://keystone.lab:5000/v3",
        auth: .password(
            user: .name("admin", .name("admin_domain")), password: Secret(password),
            project: .name("admin", .name("admin_domain"))), region: "RegionOne")

    static let signInKey = "POST /v3/auth/tokens"
    static let computeVersionsKey = "GET /v2.1/"
    static let placementVersionsKey = "GET /"
    static let serversKey = "GET /v2.1/servers/detail?all_tenants=1"

    static func id(_ number: Int) -> String {
        "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - "\(number)".count) + "\(number)"
    }

    static func fixture(_ name: String, filePath: String = #filePath) throws -> String {
        let folder = URL(fileURLWithPath: filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appendingPathComponent("Fixtures/openstack/\(name).json")
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    /// Keystone's answer to a sign-in.
    static func signIn(_ name: String = "token-admin", token: String = Lab.token) throws -> FixtureTransport.Answer {
        .json(try fixture(name), status: 201, headers: ["X-Subject-Token": token])
    }

    /// A cloud that answers every request of every collector.
    static func transport(_ spoiled: [String: FixtureTransport.Answer] = [:]) throws -> FixtureTransport {
        var answers: [String: FixtureTransport.Answer] = [signInKey: try signIn()]
        for (key, name) in fixtures { answers[key] = .json(try fixture(name)) }
        return FixtureTransport(answers.merging(spoiled) { $1 })
    }

    static func client(
        _ transport: any Transport, logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        timing: Timing = ManualTiming().timing, configuration: OpenStackConfiguration = configuration
    ) -> OpenStackClient {
        OpenStackClient(configuration: configuration, transport: transport, logger: logger, timing: timing)
    }

    /// The fixture behind each request.
    static let fixtures: [String: String] = {
        var fixtures = [
            computeVersionsKey: "versions-compute",
            placementVersionsKey: "versions-placement",
            "GET /v3/projects": "keystone_project",
            serversKey: "nova_server",
            serversKey + "&marker=\(id(4))": "nova_server-page2",
            "GET /v2.1/os-hypervisors/detail": "nova_hypervisor",
            "GET /v2.1/os-hypervisors/detail?marker=\(id(202))": "nova_hypervisor-page2",
            "GET /v2.1/os-services": "nova_compute_service",
            "GET /v2.1/flavors/detail?is_public=None": "nova_flavor",
            "GET /v2.1/flavors/detail?is_public=None&marker=\(id(402))": "nova_flavor-page2",
            "GET /v2.1/os-aggregates": "nova_aggregate",
            "GET /resource_providers": "placement_resource_provider",
        ]
        for provider in 201...203 {
            for document in ["inventories", "usages", "traits"] {
                fixtures[providerKey(provider, document)] = "placement-\(provider)-\(document)"
            }
        }
        let others = [keystoneNovaFixtures, neutron, glance, cinder]
        return others.reduce(fixtures) { $0.merging($1) { $1 } }
    }()

    static func providerKey(_ provider: Int, _ document: String) -> String {
        "GET /resource_providers/\(id(provider))/\(document)"
    }

    static func entry(_ kind: String) throws -> CollectorEntry<OpenStackClient> {
        try #require(OpenStackCatalog.all.first { $0.spec.kind == kind })
    }

    /// The rows of a kind, by key.
    static func rows(
        _ kind: String, _ transport: FixtureTransport? = nil
    ) async throws -> [String: RowReader] {
        let entry = try entry(kind)
        let listing = try await entry.collect(client(try transport ?? Lab.transport()))
        return Dictionary(listing.records.map { ($0.key, RowReader(spec: entry.spec, row: $0)) }) { $1 }
    }
}

/// A row whose values are found by column name.
struct RowReader {
    var spec: RecordSpec
    var row: RecordRow

    subscript(name: String) -> Value {
        spec.columns.firstIndex { $0.name == name }.map { row.values[$0] } ?? .text("no column \(name)")
    }
}

/// What a call failed with; nil when it did not.
func failure<Output>(of call: () async throws(CollectError) -> Output) async -> CollectError? {
    do throws(CollectError) {
        _ = try await call()
        return nil
    } catch {
        return error
    }
}
