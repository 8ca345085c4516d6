import Foundation
import Logging
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("Nova's groups, zones, migrations and quotas")
struct NovaKindTests {
    private func collect(
        _ kind: String, _ spoiled: [String: FixtureTransport.Answer] = [:]
    ) async throws -> Listing<RecordRow> {
        try await Lab.entry(kind).collect(Lab.client(try Lab.transport(spoiled)))
    }

    @Test("server groups are read to the end by offset")
    func groups() async throws {
        let transport = try Lab.transport()
        let rows = try await Lab.rows("nova_server_group", transport)
        #expect(rows.count == 3)
        #expect(rows[Lab.id(601)]?["members"] == [.text(Lab.id(1)), .text(Lab.id(5))])
        #expect(rows[Lab.id(601)]?["rules"] == .object([.init("max_server_per_host", 2)]))
        #expect(
            transport.askedKeys.suffix(3) == [
                Lab.serverGroupsKey, Lab.serverGroupsKey + "&offset=1", Lab.serverGroupsKey + "&offset=2",
            ])
    }

    @Test("server groups that move up while they are listed make the listing partial: one may have slipped through")
    func groupsMoved() async throws {
        let moved = #"{"server_groups": [{"id": "other", "name": "g", "policy": "affinity", "members": []}]}"#
        let listing = try await collect("nova_server_group", [Lab.serverGroupsKey + "&offset=1": .json(moved)])
        guard case .partial(let rows, let reason) = listing else {
            Issue.record("it is complete")
            return
        }
        #expect(rows.count == 2 && reason.contains("changed while Nova listed it"))
    }

    @Test("before microversion 2.64 the policy of a group stands in a list")
    func oldGroup() async throws {
        let old = #"{"server_groups": [{"id": "g", "name": "g", "policies": ["affinity"], "members": []}]}"#
        let rows = try await Lab.rows(
            "nova_server_group",
            try Lab.transport([
                Lab.serverGroupsKey: .json(old), Lab.serverGroupsKey + "&offset=0": .json(old),
            ]))
        #expect(rows["g"]?["policy"] == "affinity" && rows["g"]?["rules"].isNull == true)
    }

    @Test("a zone keeps the hosts that are disabled, which its own listing leaves out")
    func zone() async throws {
        let rows = try await Lab.rows("nova_availability_zone")
        #expect(rows["nova"]?["hosts"] == ["node1.maas", "node2.maas"])
        #expect(rows["internal"]?["hosts"] == ["control"])
        #expect(rows["attic"]?["available"] == false && rows["attic"]?["hosts"] == .list([]))
    }

    @Test("without all of the services no zone is said to have lost a host")
    func zoneWithoutServices() async throws {
        let down = #"{"services": [{"binary": "nova-compute", "host": "node2.maas", "status": "UNKNOWN"}]}"#
        let listing = try await collect("nova_availability_zone", [Lab.servicesKey: .json(down)])
        #expect(listing.records.isEmpty && listing.reason?.contains("cell") == true)
        let client = Lab.client(try Lab.transport([Lab.servicesKey: .json("{}", status: 500)]))
        let entry = try Lab.entry("nova_availability_zone")
        let error = await failure { () async throws(CollectError) in try await entry.collect(client) }
        #expect(error?.code == .serverError)
    }

    @Test("migrations of two cells may share a number, and are two")
    func migrations() async throws {
        let rows = try await Lab.rows("nova_migration")
        #expect(rows[Lab.id(703)]?["migration_id"] == 3 && rows[Lab.id(799)]?["migration_id"] == 3)
        #expect(rows[Lab.id(703)]?["updated_at"] == "2026-11-23T19:19:18Z")
        #expect(rows[Lab.id(702)]?["dest_compute"].isNull == true)
        #expect(Nova.Migration.spec.accumulates)
    }

    @Test("of the deleted servers those that can be restored are none")
    func deleted() async throws {
        let rows = try await Lab.rows("nova_deleted_server")
        #expect(Set(rows.keys) == [Lab.id(11), Lab.id(13)])
        #expect(rows[Lab.id(11)]?["terminated_at"] == "2026-11-23T19:30:13Z")
        let never = try #require(rows[Lab.id(13)])
        for column in ["host", "image_id", "launched_at", "terminated_at"] {
            #expect(never[column].isNull, "\(column)")
        }
        #expect(never["fault_message"] == "No valid host was found. ")
    }

    @Test("who may use a private flavor is asked of it; where that fails the flavor stays, and the listing is partial")
    func flavorAccess() async throws {
        let rows = try await Lab.rows("nova_flavor")
        #expect(rows[Lab.id(403)]?["access_project_ids"] == .list([.text(Lab.projects[1])]))
        #expect(rows[Lab.id(401)]?["access_project_ids"].isNull == true)
        let listing = try await collect("nova_flavor", [Lab.flavorAccessKey: .json("{}", status: 403)])
        #expect(listing.records.count == 3 && listing.reason?.contains("private flavors") == true)
    }

    @Test("actions are asked of the servers that changed, deleted ones too, and read to the end")
    func actions() async throws {
        let rows = try await Lab.rows("nova_instance_action")
        #expect(rows.count == 4)
        let resize = try #require(rows["\(Lab.id(4))/req-\(Lab.id(802))/resize"])
        #expect(resize["user_id"] == "u1" && resize["start_time"] == "2026-11-23T19:19:12Z")
        #expect(resize["updated_at"] == "2026-11-23T19:19:18Z" && resize["message"].isNull)
        let failed = try #require(rows["\(Lab.id(11))/req-\(Lab.id(803))/live-migration"])
        #expect(failed["message"] == "Error" && failed["user_id"].isNull)
        #expect(Nova.InstanceAction.spec.accumulates && Nova.InstanceAction.spec.eventOf == "instance_uuid")
    }

    @Test("actions of a server that Nova says is archived are none; a proxy's 404 makes the listing partial")
    func actionsOfArchived() async throws {
        let gone = #"{"itemNotFound": {"code": 404, "message": "Instance could not be found."}}"#
        let archived = try await collect("nova_instance_action", [Lab.actionsKey(11): .json(gone, status: 404)])
        #expect(archived.records.count == 2 && archived.reason == nil)
        let lost = try await collect("nova_instance_action", [Lab.actionsKey(11): .json("{}", status: 404)])
        #expect(lost.records.count == 2 && lost.reason?.contains("temp") == true)
    }

    @Test("of more changed servers than a round has time for only so many are asked, and it says so")
    func manyChanged() async throws {
        let count = Nova.InstanceActions.limit + 1
        let servers = (0..<count).map { "{\"id\": \"\(Lab.id(5000 + $0))\", \"name\": \"s\($0)\"}" }
        var answers = [
            Lab.changedKey: FixtureTransport.Answer.json("{\"servers\": [\(servers.joined(separator: ","))]}")
        ]
        for number in 0..<count { answers[Lab.actionsKey(5000 + number)] = .json("{\"instanceActions\": []}") }
        answers[Lab.actionsKey(5000 + count - 1)] = .json("{}", status: 500)
        let listing = try await collect("nova_instance_action", answers)
        #expect(
            listing.reason == "\(count) servers changed since the last look; only the 2000 newest of them were asked.")
    }

    /// The actions with servers as they were, where Nova says that none of them changed.
    private func actions(
        whereWas before: ServersBefore, _ spoiled: [String: FixtureTransport.Answer] = [:]
    ) async throws -> (Listing<RecordRow>, FixtureTransport) {
        let attached = """
            {"instanceActions": [{"action": "detach_volume", "instance_uuid": "\(Lab.id(7))", "message": null,
            "request_id": "req-7", "user_id": "u1", "project_id": "p1", "start_time": "2026-11-23T19:16:55.000000",
            "updated_at": "2026-11-23T19:16:57.000000"}]}
            """
        var answers = [
            Lab.changedKey: FixtureTransport.Answer.json(#"{"servers": []}"#), Lab.actionsKey(7): .json(attached),
        ]
        answers.merge(spoiled) { $1 }
        let transport = try Lab.transport(answers)
        let client = OpenStackClient(
            configuration: Lab.configuration, transport: transport, logger: .init(label: "test"), serversBefore: before)
        return (try await Lab.entry("nova_instance_action").collect(client), transport)
    }

    private func asTheyAre() async throws -> [String: [Value]] {
        try await Lab.rows("nova_server").mapValues { row in ServersBefore.columns.map { row[$0] } }
    }

    @Test(
        "a server with another volume or address than before is asked for its actions, though Nova says it did not change",
        arguments: ServersBefore.columns.indices)
    func silentChange(column: Int) async throws {
        var before = try await asTheyAre()
        before[Lab.id(7)]?[column] = .list([])
        let (listing, transport) = try await actions(whereWas: ServersBefore(before))
        #expect(listing.records.map(\.key) == ["\(Lab.id(7))/req-7/detach_volume"] && listing.reason == nil)
        #expect(transport.askedKeys.filter { $0.contains("os-instance-actions") } == [Lab.actionsKey(7)])
    }

    @Test("servers that are as they were, or that nobody knew, are not asked for their actions")
    func noSilentChange() async throws {
        for before in [try await asTheyAre(), [:]] {
            let (listing, transport) = try await actions(whereWas: ServersBefore(before))
            #expect(listing.records.isEmpty && listing.reason == nil)
            #expect(!transport.askedKeys.contains { $0.contains("os-instance-actions") })
        }
    }

    @Test("a server that Nova says has changed and that is otherwise too is asked once")
    func toldAndOtherwise() async throws {
        var before = try await asTheyAre()
        before[Lab.id(7)]?[0] = .list([])
        let changed = "{\"servers\": [{\"id\": \"\(Lab.id(7))\", \"name\": \"db\"}]}"
        let (_, transport) = try await actions(whereWas: ServersBefore(before), [Lab.changedKey: .json(changed)])
        #expect(transport.askedKeys.filter { $0.contains("os-instance-actions") } == [Lab.actionsKey(7)])
    }

    @Test("actions are not whole where the servers could not be compared, so that the next round asks again")
    func notCompared() async throws {
        let before = ServersBefore(try await asTheyAre())
        let (lost, _) = try await actions(whereWas: before, [Lab.serversKey: .json("{}", status: 500)])
        #expect(
            lost.records.isEmpty && lost.reason?.hasPrefix("Which servers were given a volume is not known") == true)
        let (half, _) = try await actions(
            whereWas: before, [Lab.serversKey + "&marker=\(Lab.id(4))": .json("{}", status: 500)])
        #expect(half.reason?.contains("Page 2") == true)
    }

    @Test("kinds that accumulate ask for what is new since a moment")
    func since() async throws {
        let transport = FixtureTransport([
            Lab.signInKey: try Lab.signIn(), Lab.computeVersionsKey: .json(try Lab.fixture("versions-compute")),
            Lab.migrationsKey + "?changes-since=2026-11-23T18%3A50%3A00Z": .json(#"{"migrations": []}"#),
            Lab.deletedKey + "&changes-since=2026-11-23T18%3A50%3A00Z": .json(#"{"servers": []}"#),
            Lab.changedKey + "&changes-since=2026-11-23T18%3A50%3A00Z": .json(#"{"servers": []}"#),
        ])
        let began = try #require(Instant("2026-11-23T19:00:00Z"))
        let kinds = ["nova_migration", "nova_deleted_server", "nova_instance_action"]
        let since = NewsSince(
            OpenStackCatalog.specs, lastComplete: Dictionary(uniqueKeysWithValues: kinds.map { ($0, began) }),
            now: began)
        let client = OpenStackClient(
            configuration: Lab.configuration, transport: transport, logger: .init(label: "test"), since: since)
        for kind in kinds {
            let listing = try await Lab.entry(kind).collect(client)
            #expect(listing.records.isEmpty && listing.reason == nil)
        }
    }

    @Test("a quota says what the project may use, -1 without limit, and its use is a measure")
    func quota() async throws {
        let rows = try await Lab.rows("nova_quota")
        #expect(rows["\(Lab.projects[0])/cores"]?["quota_limit"] == 20)
        #expect(rows["\(Lab.projects[0])/cores"]?["in_use"] == 8)
        #expect(rows["\(Lab.projects[1])/cores"]?["quota_limit"] == -1)
        #expect(rows.keys.allSatisfy { !$0.hasSuffix("/id") })
        let measures = Nova.Quota.spec.columns.filter { $0.fieldClass == .measure }.map(\.name)
        #expect(measures == ["in_use", "reserved"])
    }

    @Test("a claim names its consumer, be it a server, a migration or nobody known")
    func allocation() async throws {
        let rows = try await Lab.rows("placement_allocation")
        #expect(rows["node1.maas/\(Lab.id(4))"]?["resources"]["VCPU"] == 4)
        #expect(rows["node2.maas/\(Lab.id(703))"]?["resources"]["DISK_GB"] == 20)
        #expect(try await Lab.rows("placement_resource_provider")["node1.maas"]?["aggregates"].elements.count == 2)
    }
}
