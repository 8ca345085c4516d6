import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("Keystone's kinds")
struct KeystoneKindTests {
    @Test("users are asked of each domain, as one listing has those of our own domain only")
    func users() async throws {
        let transport = try Lab.transport()
        let rows = try await Lab.rows("keystone_user", transport)
        #expect(Set(rows.keys) == ["u1", "u2", "u3"])
        #expect(rows["u3"]?["name"] == "admin" && rows["u3"]?["enabled"] == false)
        #expect(!transport.askedKeys.contains("GET /v3/users"))
        #expect(Keystone.User.spec.columns.map(\.name) == ["id", "name", "domain_id", "enabled"])
    }

    @Test("a domain whose users are cut off makes the listing partial")
    func truncatedUsers() async throws {
        let cut = #"{"users": [{"id": "u2", "name": "user1", "domain_id": "d2", "enabled": true}], "truncated": true}"#
        let transport = try Lab.transport(["GET /v3/users?domain_id=d2": .json(cut)])
        let listing = try await Lab.entry("keystone_user").collect(Lab.client(transport))
        #expect(listing.records.count == 2)
        #expect(listing.reason?.contains("list_limit") == true)
    }

    @Test("an assignment is told apart by names that a person can read")
    func assignments() async throws {
        let rows = try await Lab.rows("keystone_role_assignment")
        #expect(
            rows.keys.sorted() == [
                "group/web%20team@domain1 member domain/domain1 inherited",
                "user/admin@admin_domain admin project/admin@admin_domain",
                "user/admin@admin_domain admin system/all",
                "user/u8 member project/project1@domain1",
                "user/u9 member project/project1@domain1",
                "user/user1@domain1 member project/project1@domain1",
                "user/user1@domain1 member@domain1 project/project1@domain1",
            ])
        let system = try #require(rows["user/admin@admin_domain admin system/all"])
        #expect(system["scope_type"] == "system" && system["scope"] == "all" && system["scope_domain"].isNull)
        let group = try #require(rows["group/web%20team@domain1 member domain/domain1 inherited"])
        #expect(group["assignee_type"] == "group" && group["assignee"] == "web team")
        #expect(group["is_inherited"] == true && group["scope_domain"].isNull)
        let deleted = try #require(rows["user/u9 member project/project1@domain1"])
        #expect(deleted["assignee"] == "u9" && deleted["assignee_domain"].isNull)
    }

    @Test(
        "two assignments never share an id, whatever signs are in their names",
        arguments: [
            (("joe@x", "y"), ("joe", "x@y")), (("a b", "c"), ("a", "b c")), (("a%20b", "c"), ("a b", "c")),
            (("a", nil), ("a", "")), (("a@b", nil), ("a", "b")),
        ] as [((String, String?), (String, String?))])
    func collisions(_ a: (String, String?), _ b: (String, String?)) {
        var (first, second) = (AssignmentParty(a.0), AssignmentParty(b.0))
        (first.domain, second.domain) = (a.1, b.1)
        #expect(first.word != second.word)
    }

    @Test("an endpoint names its service and region, which may be none")
    func endpoint() async throws {
        let rows = try await Lab.rows("keystone_endpoint")
        #expect(rows["e1"]?["service_id"] == "s1" && rows["e1"]?["region_id"] == "RegionOne")
        #expect(rows["e2"]?["region_id"].isNull == true && rows["e2"]?["enabled"] == false)
        let services = try await Lab.rows("keystone_service")
        #expect(services["s2"]?["name"].isNull == true)
        #expect(try await Lab.rows("keystone_region")["Edge"]?["parent_region_id"] == "RegionOne")
    }
}
