import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("Neutron's kinds")
struct NeutronKindTests {
    @Test("a network says how it is carried and what leads outside")
    func network() async throws {
        let rows = try await Lab.rows("neutron_network")
        let outside = try #require(rows[Lab.id(1001)])
        #expect(outside["external"] == true)
        #expect(outside["physical_network"] == "physnet1")
        #expect(outside["segmentation_id"].isNull)
        let inside = try #require(rows[Lab.id(1002)])
        #expect(inside["segmentation_id"] == 1409)
        #expect(inside["subnets"] == [.text(Lab.id(1102)), .text(Lab.id(1103))])
        #expect(inside["is_default"].isNull)
        #expect(rows[Lab.id(1003)]?["project_id"].isNull == true)
    }

    @Test("the order of name servers means something, that of pools nothing")
    func subnet() async throws {
        let subnet = try #require(try await Lab.rows("neutron_subnet")[Lab.id(1102)])
        #expect(subnet["dns_nameservers"] == ["172.16.0.2", "172.16.0.1"])
        #expect(subnet["allocation_pools"].elements.map { $0["start"] } == ["192.169.0.10", "192.169.0.150"])
        #expect(subnet["host_routes"].elements.first?["nexthop"] == "192.169.0.9")
        #expect(subnet["ipv6_ra_mode"].isNull)
    }

    @Test("a router without a way out has no address there, and no SNAT that anybody knows of")
    func router() async throws {
        let rows = try await Lab.rows("neutron_router")
        let router = try #require(rows[Lab.id(1201)])
        #expect(router["external_network_id"] == .text(Lab.id(1001)))
        #expect(router["external_addresses"].elements.map { $0["ip_address"] } == ["172.16.8.0"])
        #expect(router["distributed"].isNull)
        let inner = try #require(rows[Lab.id(1202)])
        #expect(inner["external_network_id"].isNull)
        #expect(inner["external_addresses"] == .list([]))
        #expect(inner["enable_snat"].isNull)
    }

    @Test("a port's MAC address is in lower case, and its lists have no order")
    func port() async throws {
        let port = try #require(try await Lab.rows("neutron_port")[Lab.id(1301)])
        #expect(port["mac_address"] == "fa:16:3e:eb:b0:99")
        #expect(port["fixed_ips"].elements.map { $0["ip_address"] } == ["192.169.0.30", "fd00:1::30"])
        #expect(port["security_groups"] == [.text(Lab.id(1501)), .text(Lab.id(1502))])
        #expect(port["allowed_address_pairs"].elements.first?["mac_address"] == "fa:16:3e:00:00:09")
        #expect(port["binding_host_id"] == "node3.maas")
    }

    @Test("an empty text of a port is null, and the status N/A stays what it is")
    func emptyTexts() async throws {
        let rows = try await Lab.rows("neutron_port")
        #expect(rows[Lab.id(1302)]?["project_id"].isNull == true)
        let floating = try #require(rows[Lab.id(1303)])
        #expect(floating["status"] == "N/A")
        #expect(floating["binding_host_id"].isNull)
        #expect(floating["binding_vif_type"] == "unbound")
        let unused = try #require(rows[Lab.id(1305)])
        #expect(unused["device_id"].isNull && unused["device_owner"].isNull)
        #expect(unused["fixed_ips"] == .list([]))
    }

    @Test("what drivers tell each other of a port is not kept")
    func bindingProfile() async throws {
        let text = try await Lab.rows("neutron_port").values.flatMap(\.row.values).map(\.json).joined()
        #expect(!text.contains("hunter2") && !text.contains("port_filter"))
    }

    @Test("a floating IP that is free has no port and stays")
    func floatingIP() async throws {
        let rows = try await Lab.rows("neutron_floatingip")
        #expect(rows[Lab.id(1401)]?["port_id"] == .text(Lab.id(1301)))
        let free = try #require(rows[Lab.id(1402)])
        #expect(free["floating_ip_address"] == "172.16.7.85")
        #expect(free["status"] == "DOWN")
        #expect(free["port_id"].isNull && free["fixed_ip_address"].isNull && free["router_id"].isNull)
    }

    @Test("an agent keeps no heartbeat, and warns of what `alive` is with OVN")
    func agent() async throws {
        let rows = try await Lab.rows("neutron_agent")
        #expect(rows[Lab.id(1701)]?["availability_zone"].isNull == true)
        #expect(rows[Lab.id(1703)]?["alive"] == false)
        let spec = Neutron.Agent.spec
        #expect(spec.column("heartbeat_timestamp") == nil && spec.column("configurations") == nil)
        #expect(spec.column("alive")?.summary.contains("no liveness signal with OVN") == true)
    }

    @Test("a quota has its limit as configuration, -1 for none, and what is used as a measure")
    func quota() async throws {
        let rows = try await Lab.rows("neutron_quota")
        #expect(rows["\(Lab.project1)/subnetpool"]?["quota_limit"] == -1)
        #expect(rows["\(Lab.project1)/port"]?["in_use"] == 3)
        #expect(rows["\(Lab.project1)/port"]?["reserved"] == 1)
        #expect(Neutron.Quota.spec.column("quota_limit")?.fieldClass == .configuration)
        #expect(Neutron.Quota.spec.column("in_use")?.fieldClass == .measure)
    }
}

@Suite("Listing security groups writes nothing")
struct SecurityGroupListingTests {
    private static func filterKey(_ projects: [String]) -> String {
        "GET /v2.0/security-groups?" + projects.map { "project_id=\($0)&" }.joined() + "limit=1000"
    }

    private static func quota(_ count: Int) -> FixtureTransport.Answer {
        .json("{\"quota\": {\"security_group\": {\"limit\": 10, \"used\": \(count), \"reserved\": 0}}}")
    }

    @Test("they are listed plainly where the token's project has some, once for groups and rules")
    func plain() async throws {
        let transport = try Lab.transport()
        let client = Lab.client(transport)
        for kind in ["neutron_security_group", "neutron_security_group_rule"] {
            _ = try await Lab.entry(kind).collect(client)
        }
        let asked = transport.askedKeys.filter { $0.contains("/v2.0/") }
        #expect(asked == [Lab.networkQuotaKey(Lab.adminProject), Lab.groupsKey])
    }

    @Test("where it has none, only projects that have some are named")
    func filtered() async throws {
        let key = Self.filterKey([Lab.project1])
        let transport = try Lab.transport([
            Lab.networkQuotaKey(Lab.adminProject): Self.quota(0),
            key: .json(try Lab.fixture("neutron_security_group")),
        ])
        let listing = try await Lab.entry("neutron_security_group").collect(Lab.client(transport))
        guard case .complete(let rows) = listing else {
            Issue.record("is partial")
            return
        }
        #expect(rows.count == 3)
        let asked = transport.askedKeys.filter { $0.contains("/security-groups") }
        #expect(asked == [key])
    }

    @Test("where no project has any, the listing is empty and whole without a question")
    func none() async throws {
        let transport = try Lab.transport([
            Lab.networkQuotaKey(Lab.adminProject): Self.quota(0), Lab.networkQuotaKey(Lab.project1): Self.quota(0),
        ])
        let client = Lab.client(transport)
        for kind in ["neutron_security_group", "neutron_security_group_rule"] {
            guard case .complete(let rows) = try await Lab.entry(kind).collect(client) else {
                Issue.record("\(kind) is partial")
                continue
            }
            #expect(rows.isEmpty)
        }
        #expect(!transport.askedKeys.contains { $0.contains("/security-group") })
    }

    @Test("a number that is not known fails with its reason, and nothing is listed")
    func unknown() async throws {
        let spoiled: [(FixtureTransport.Answer, CollectError.Code)] = [
            (.json("{\"NeutronError\": {\"message\": \"it broke\"}}", status: 500), .serverError),
            (.json("{\"quota\": {}}"), .malformedAnswer),
        ]
        for (answer, code) in spoiled {
            let transport = try Lab.transport([Lab.networkQuotaKey(Lab.adminProject): answer])
            let error = await failure { () async throws(CollectError) in
                try await OpenStackCatalog.all.first { $0.spec.kind == "neutron_security_group" }?
                    .collect(Lab.client(transport))
            }
            #expect(error?.code == code)
            #expect(!transport.askedKeys.contains { $0.contains("/security-group") })
        }
    }

    @Test("a project whose number is not known is left out, and the listing is partial")
    func partlyUnknown() async throws {
        let transport = try Lab.transport([
            Lab.networkQuotaKey(Lab.adminProject): Self.quota(0),
            Lab.networkQuotaKey(Lab.project1): .json("{}", status: 500),
        ])
        let listing = try await Lab.entry("neutron_security_group").collect(Lab.client(transport))
        guard case .partial(let rows, let reason) = listing else {
            Issue.record("is complete")
            return
        }
        #expect(rows.isEmpty)
        #expect(reason.contains("project1"))
        #expect(!transport.askedKeys.contains { $0.contains("/security-group") })
    }

    @Test("many projects are named in several questions of a bearable length, each once")
    func chunks() async throws {
        let projects = (100..<300).map { "\($0)" + String(repeating: "a", count: 29) }
        let listed = projects.map { "{\"id\": \"\($0)\", \"name\": \"p\", \"domain_id\": \"d\", \"enabled\": true}" }
        var answers = [
            "GET /v3/projects": FixtureTransport.Answer.json("{\"projects\": [\(listed.joined(separator: ","))]}"),
            Lab.networkQuotaKey(Lab.adminProject): Self.quota(0),
        ]
        for project in projects { answers[Lab.networkQuotaKey(project)] = Self.quota(1) }
        for start in stride(from: 0, to: 200, by: 79) {
            answers[Self.filterKey(Array(projects[start..<min(start + 79, 200)]))] = .json("{\"security_groups\": []}")
        }
        let transport = try Lab.transport(answers)
        let listing = try await Lab.entry("neutron_security_group").collect(Lab.client(transport))
        guard case .complete = listing else {
            Issue.record("is partial: \(listing)")
            return
        }
        let asked = transport.askedKeys.filter { $0.contains("/security-groups") }
        #expect(asked.count == 3)
        #expect(asked.allSatisfy { $0.utf8.count < 4000 })
    }
}
