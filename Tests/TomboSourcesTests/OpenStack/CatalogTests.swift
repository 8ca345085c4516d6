import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("the service catalog")
struct ServiceCatalogTests {
    static func endpoint(_ interface: String, _ url: String, _ region: String = "RegionOne") -> ServiceCatalog.Endpoint
    {
        .init(interface: interface, url: url, region: region, regionID: region)
    }

    static let catalog = ServiceCatalog(services: [
        .init(
            type: "compute",
            endpoints: [
                endpoint("public", "http://a:8774/v2.1"), endpoint("internal", "http://b:8774/v2.1/"),
                endpoint("public", "http://c:8774/v2.1", "RegionTwo"),
            ]),
        .init(type: "network", endpoints: [endpoint("public", "http://a:9696")]),
        .init(type: "image", endpoints: []),
    ])

    @Test("an endpoint is chosen by type, interface and region together")
    func choice() throws {
        #expect(try base(.compute, .public, "RegionOne") == "http://a:8774/v2.1")
        #expect(try base(.compute, .internal, "RegionOne") == "http://b:8774/v2.1")
        #expect(try base(.compute, .public, "RegionTwo") == "http://c:8774/v2.1")
        #expect(try base(.network, .public, nil) == "http://a:9696/v2.0")
    }

    @Test("a service that is not there is an error that lists those that are")
    func missingService() {
        let error = #expect(throws: CollectError.self) { try base(.placement, .public, nil) }
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("`placement`") == true)
        #expect(error?.message.contains("`compute`, `image`, `network`") == true)
        #expect(#expect(throws: CollectError.self) { try base(.image, .public, nil) }?.code == .notFound)
    }

    @Test("an interface that is not there is an error that lists those that are")
    func missingInterface() {
        let error = #expect(throws: CollectError.self) { try base(.compute, .admin, "RegionOne") }
        #expect(error?.code == .misconfigured)
        #expect(error?.message.contains("`internal`, `public`") == true)
    }

    @Test("a region that is not there is an error that suggests the nearest")
    func wrongRegion() {
        let error = #expect(throws: CollectError.self) { try base(.compute, .public, "regionone1") }
        #expect(error?.code == .misconfigured)
        #expect(error?.message.contains("`RegionOne`, `RegionTwo`") == true)
        #expect(error?.remedy?.contains("`RegionOne`") == true)
    }

    @Test("several regions and none named is an error, never a guess")
    func ambiguousRegion() {
        let error = #expect(throws: CollectError.self) { try base(.compute, .public, nil) }
        #expect(error?.code == .misconfigured)
        #expect(error?.message.contains("several regions") == true)
    }

    @Test(
        "what the catalog leaves out of an address is put there once",
        arguments: [
            (OpenStackService.network, "http://h:9696/", "http://h:9696/v2.0"),
            (.network, "http://h/network/v2.0", "http://h/network/v2.0"), (.image, "http://h:9292", "http://h:9292/v2"),
            (.image, "http://h:9292/v2/", "http://h:9292/v2"), (.placement, "http://h:8778", "http://h:8778"),
            (.placement, "http://h/placement/", "http://h/placement"), (.identity, "http://h:5000", "http://h:5000/v3"),
            (.identity, "http://h:35357/v2.0", "http://h:35357/v3"),
            (.compute, "http://h:8774/v2.1/abc", "http://h:8774/v2.1/abc"),
        ])
    func normalization(_ service: OpenStackService, _ url: String, _ base: String) {
        #expect(service.base(ofEndpoint: url) == base)
    }

    @Test("the list of versions is asked below any project's id")
    func versionDocument() {
        #expect(OpenStackService.compute.versionDocument(ofBase: "http://h/v2.1") == "http://h/v2.1/")
        #expect(OpenStackService.compute.versionDocument(ofBase: "http://h/v2.1/abc") == "http://h/v2.1/")
        #expect(OpenStackService.placement.versionDocument(ofBase: "http://h/placement") == "http://h/placement/")
    }

    private func base(
        _ service: OpenStackService, _ interface: OpenStackConfiguration.Interface, _ region: String?
    ) throws -> String {
        try Self.catalog.base(of: service, interface: interface, region: region)
    }
}

@Suite("microversions")
struct MicroversionTests {
    @Test("a microversion compares by number, not by text")
    func order() throws {
        #expect(try #require(Microversion("2.9")) < #require(Microversion("2.53")))
        for text in ["", "2", "2.x", "2.1.3", "latest"] { #expect(Microversion(text) == nil) }
    }

    @Test(
        "the pinned version is asked for, or the newest there is",
        arguments: [("2.1", "2.93", "2.87"), ("2.1", "2.87", "2.87"), ("2.1", "2.60", "2.60"), ("2.1", "2.53", "2.53")])
    func negotiated(_ oldest: String, _ newest: String, _ chosen: String) throws {
        #expect(try negotiate(oldest, newest).description == chosen)
    }

    @Test("a service too old, too new or without microversions is refused, naming both sides")
    func unsupported() {
        for (oldest, newest) in [("2.1", "2.52"), ("2.88", "2.99"), ("", "")] {
            let error = #expect(throws: CollectError.self) { try negotiate(oldest, newest) }
            #expect(error?.code == .unsupportedVersion)
            #expect(error?.message.contains("2.53") == true)
            #expect(error?.message.contains(newest) == true || newest.isEmpty)
            #expect(error?.remedy != nil)
        }
    }

    @Test(
        "the range is found in each shape of the document",
        arguments: [
            ("versions-compute", "2.93"), ("versions-compute-root", "2.93"), ("versions-placement", "1.39"),
        ])
    func shapes(_ name: String, _ newest: String) throws {
        let document = try JSONDecoder().decode(VersionDocument.self, from: Data(try Lab.fixture(name).utf8))
        #expect(document.range?.upperBound == Microversion(newest))
    }

    @Test("each request carries its service's microversion, and versions are asked once a round")
    func header() async throws {
        let transport = try Lab.transport()
        let client = Lab.client(transport)
        for entry in OpenStackCatalog.all { _ = try await entry.collect(client) }
        for request in transport.asked {
            let key = FixtureTransport.key(request)
            let version = request.headers["OpenStack-API-Version"]
            if key.hasPrefix("GET /v2.1/") && key != Lab.computeVersionsKey {
                #expect(version == "compute 2.87", "\(key)")
            } else if key.hasPrefix("GET /resource_providers") {
                #expect(version == "placement 1.39", "\(key)")
            } else if key.hasPrefix("GET \(Lab.volumePath)/") {
                #expect(version == "volume 3.65", "\(key)")
            } else {
                #expect(version == nil, "\(key)")
            }
        }
        #expect(transport.askedKeys.count { $0 == Lab.computeVersionsKey } == 1)
        #expect(transport.askedKeys.count { $0 == Lab.placementVersionsKey } == 1)
        #expect(transport.askedKeys.count { $0 == "GET /resource_providers" } == 1)
    }

    private func negotiate(_ oldest: String, _ newest: String) throws -> Microversion {
        let json = "{\"version\": {\"id\": \"v2.1\", \"min_version\": \"\(oldest)\", \"version\": \"\(newest)\"}}"
        let document = try JSONDecoder().decode(VersionDocument.self, from: Data(json.utf8))
        return try document.negotiated(try #require(OpenStackService.compute.microversions), title: "Nova")
    }
}
