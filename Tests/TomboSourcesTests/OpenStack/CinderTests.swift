import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("Cinder's kinds")
struct CinderKindTests {
    @Test("a volume says where it is and what it was made from")
    func volume() async throws {
        let rows = try await Lab.rows("cinder_volume")
        let root = try #require(rows[Lab.id(802)])
        #expect(root["bootable"] == true)
        #expect(root["image_id"] == .text(Lab.id(900)))
        #expect(root["host"] == "cinder@cinder-ceph#cinder-ceph")
        #expect(root["project_id"] == .text(Lab.project1))
        let data = try #require(rows[Lab.id(801)])
        #expect(data["bootable"] == false)
        #expect(data["size_gib"] == 10)
        #expect(data["image_id"].isNull)
        #expect(data["created_at"] == "2026-11-23T19:16:14Z")
    }

    @Test("a volume that never got a pool has none, and its name may be missing")
    func withoutHost() async throws {
        let volume = try #require(try await Lab.rows("cinder_volume")[Lab.id(804)])
        #expect(volume["status"] == "error")
        #expect(volume["host"].isNull && volume["name"].isNull && volume["volume_type"].isNull)
    }

    @Test("what goes by a secret's name in metadata and extra specs is not kept")
    func secrets() async throws {
        let volume = try #require(try await Lab.rows("cinder_volume")[Lab.id(801)])
        #expect(volume["metadata"]["purpose"] == "data")
        #expect(volume["metadata"]["db_password"] == .text(Redactor.placeholder))
        let type = try #require(try await Lab.rows("cinder_volume_type")[Lab.id(872)])
        #expect(type["extra_specs"]["volume_backend_name"] == "cinder-ceph")
        #expect(type["extra_specs"]["driver:password"] == .text(Redactor.placeholder))
    }

    @Test("a volume of two servers has two attachments, and volumes are asked once")
    func attachment() async throws {
        let transport = try Lab.transport()
        let client = Lab.client(transport)
        let listing = try await Lab.entry("cinder_attachment").collect(client)
        _ = try await Lab.entry("cinder_volume").collect(client)
        #expect(listing.records.map(\.key) == [Lab.id(851), Lab.id(852), Lab.id(853)])
        let row = RowReader(spec: Cinder.Attachment.spec, row: listing.records[0])
        #expect(row["volume_id"] == .text(Lab.id(801)))
        #expect(row["server_id"] == .text(Lab.id(4)))
        #expect(row["host_name"] == "node2.maas")
        #expect(transport.askedKeys.count { $0 == Lab.volumesKey } == 1)
        #expect(!transport.askedKeys.contains { $0.contains("/attachments") })
    }

    @Test("private volume types are listed, from a second page whose link is called otherwise")
    func volumeType() async throws {
        let rows = try await Lab.rows("cinder_volume_type")
        #expect(rows.count == 2)
        #expect(rows[Lab.id(872)]?["is_public"] == false)
    }

    @Test("a service is told by host and binary, and its heartbeat is not kept")
    func service() async throws {
        let rows = try await Lab.rows("cinder_service")
        #expect(rows["cinder@cinder-ceph/cinder-volume"]?["disabled_reason"] == "maintenance")
        #expect(rows["cinder/cinder-backup"]?["state"] == "down")
        #expect(rows["cinder/cinder-backup"]?["backend_state"].isNull == true)
        #expect(Cinder.Service.spec.column("updated_at") == nil)
    }

    @Test("a pool's capacity is a number in MiB in all its spellings, and null where it is none")
    func pool() async throws {
        let rows = try await Lab.rows("cinder_pool")
        let ceph = try #require(rows["cinder@cinder-ceph#cinder-ceph"])
        #expect(ceph["total_capacity_mib"] == 889_958)
        #expect(ceph["free_capacity_mib"] == 871_803)
        #expect(ceph["allocated_capacity_mib"] == 10240)
        #expect(ceph["max_over_subscription_ratio"] == 20.0)
        let nas = try #require(rows["cinder@nas#nas"])
        #expect(nas["total_capacity_mib"].isNull && nas["free_capacity_mib"].isNull)
        #expect(nas["allocated_capacity_mib"] == 0)
        #expect(nas["provisioned_capacity_mib"].isNull && nas["max_over_subscription_ratio"].isNull)
        #expect(nas["thin_provisioning_support"].isNull)
    }

    @Test("a capacity that is no number is an error that names it")
    func nonsense() async throws {
        let body = try Lab.fixture("cinder_pool").replacingOccurrences(of: "851.37", with: "plenty")
        let entry = try Lab.entry("cinder_pool")
        let transport = try Lab.transport([Lab.poolsKey: .json(body)])
        let error = await failure { () async throws(CollectError) in
            try await entry.collect(Lab.client(transport))
        }
        #expect(error?.code == .malformedAnswer)
        #expect(error?.message.contains("free_capacity_gb") == true)
    }

    @Test("a scheduler that has just started knows no pools: the listing is partial, and nothing is gone")
    func forgetful() async throws {
        let services = try Lab.fixture("cinder_service").replacingOccurrences(of: "disabled\",", with: "enabled\",")
        let answers = [
            Lab.volumeServicesKey: FixtureTransport.Answer.json(services), Lab.poolsKey: .json("{\"pools\": []}"),
        ]
        let listing = try await Lab.entry("cinder_pool").collect(Lab.client(try Lab.transport(answers)))
        guard case .partial(let rows, let reason) = listing else {
            Issue.record("is complete")
            return
        }
        #expect(rows.isEmpty)
        #expect(reason.contains("ha@cinder-ceph"))
    }

    @Test("a quota has each volume type's resources too, and the project's id is none")
    func quota() async throws {
        let rows = try await Lab.rows("cinder_quota")
        #expect(rows["\(Lab.project1)/gigabytes_ssd"]?["quota_limit"] == -1)
        #expect(rows["\(Lab.project1)/gigabytes"]?["in_use"] == 40)
        #expect(rows["\(Lab.project1)/gigabytes"]?["reserved"] == 10)
        #expect(rows["\(Lab.project1)/id"] == nil)
    }

    @Test("a cloud without Cinder fails its kinds, and says what the catalog has")
    func missing() async throws {
        let token = try Lab.fixture("token-admin").replacingOccurrences(of: "volumev3", with: "object-store")
        let answer = FixtureTransport.Answer.json(token, status: 201, headers: ["X-Subject-Token": Lab.token])
        let client = Lab.client(try Lab.transport([Lab.signInKey: answer]))
        for entry in OpenStackCatalog.all where entry.spec.kind.hasPrefix("cinder_") {
            let error = await failure { () async throws(CollectError) in try await entry.collect(client) }
            let own = entry.spec.kind == "cinder_quota" ? "Cinder" : "`volumev3` (Cinder)"
            #expect(error?.code == .notFound, "\(entry.spec.kind)")
            #expect(error?.message.contains(own) == true, "\(entry.spec.kind): \(error?.message ?? "")")
        }
    }
}
