import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("OpenStack kinds")
struct OpenStackKindTests {
    @Test("a server says where it runs, what it is made of and how it is reached")
    func server() async throws {
        let server = try #require(try await Lab.rows("nova_server")[Lab.id(5)])
        #expect(server["name"] == "lb")
        #expect(server["project_id"] == "c0ffee00000000000000000000000001")
        #expect(server["host"] == "node3.maas")
        #expect(server["hypervisor_hostname"] == "node3.maas")
        #expect(server["power_state"] == "running")
        #expect(server["flavor_name"] == "m1.tiny")
        #expect(server["flavor_ram_mib"] == 1024)
        #expect(server["image_id"] == .text(Lab.id(900)))
        #expect(server["security_groups"] == ["Allow_SSH", "default"])
        #expect(server["tags"] == ["lab", "web"])
        #expect(server["created"] == "2026-11-23T19:16:10Z")
        #expect(server["launched_at"] == "2026-11-23T19:16:12Z")
        #expect(server["task_state"].isNull)
        #expect(server["fault_code"].isNull)
        let addresses = server["addresses"].elements
        #expect(addresses.map { $0["address"] } == ["172.16.7.92", "192.169.0.30"])
        #expect(addresses.map { $0["type"] } == ["floating", "fixed"])
        #expect(addresses.allSatisfy { $0["mac"] == "fa:16:3e:eb:b0:99" && $0["network"] == "user1_net" })
    }

    @Test("a stopped server keeps its place and needs no progress")
    func stopped() async throws {
        let server = try #require(try await Lab.rows("nova_server")[Lab.id(1)])
        #expect(server["status"] == "SHUTOFF")
        #expect(server["power_state"] == "shutdown")
        #expect(server["host"] == "node1.maas")
        #expect(server["locked"] == true)
    }

    @Test("a server that never got a host has null where it would say one, not an empty text")
    func withoutHost() async throws {
        let server = try #require(try await Lab.rows("nova_server")[Lab.id(6)])
        #expect(server["status"] == "ERROR")
        for column in ["host", "hypervisor_hostname", "host_status", "availability_zone", "launched_at"] {
            #expect(server[column].isNull, "\(column)")
        }
        #expect(server["security_groups"].isNull)
        #expect(server["addresses"] == .list([]))
    }

    @Test("a server that boots from a volume has no image, and names its volume")
    func volumeBooted() async throws {
        let server = try #require(try await Lab.rows("nova_server")[Lab.id(7)])
        #expect(server["image_id"].isNull)
        #expect(server["volumes_attached"] == [.text(Lab.id(802))])
        #expect(server["host_status"] == "MAINTENANCE")
    }

    @Test("a fault is kept with its code and without its stack trace")
    func fault() async throws {
        let server = try #require(try await Lab.rows("nova_server")[Lab.id(8)])
        #expect(server["fault_code"] == 500)
        #expect(server["fault_message"] == "Guest crashed.")
        #expect(!server.row.values.contains { $0.json.contains("Traceback") })
    }

    @Test("a resized server that waits to be confirmed carries its new flavor")
    func verifyResize() async throws {
        let server = try #require(try await Lab.rows("nova_server")[Lab.id(4)])
        #expect(server["status"] == "VERIFY_RESIZE")
        #expect(server["flavor_name"] == "m1.large")
        #expect(server["flavor_extra_specs"] == .object([.init("hw:cpu_policy", "shared")]))
    }

    @Test("no column of a server holds user data, and none moves with every action")
    func leftOut() async throws {
        let rows = try await Lab.rows("nova_server")
        let text = rows.values.flatMap(\.row.values).map(\.json).joined()
        for secret in ["I2Nsb3VkLWNvbmZpZw", "8bc8c6765e"] { #expect(!text.contains(secret)) }
        for name in ["updated", "progress", "user_data", "host_id", "admin_pass", "links"] {
            #expect(Nova.Server.spec.column(name) == nil, "\(name)")
        }
    }

    @Test("what the order of an answer has shuffled gives the same row")
    func order() async throws {
        let body = try Lab.fixture("nova_server")
        var shuffled = try #require(Value(json: body))
        if case .object(let fields) = shuffled {
            shuffled = .object(fields.map { .init($0.key, $0.key == "servers" ? reversed($0.value) : $0.value) })
        }
        let there = try await Lab.rows("nova_server")
        let here = try await Lab.rows("nova_server", try Lab.transport([Lab.serversKey: .json(shuffled.json)]))
        #expect(body != shuffled.json)
        #expect(there.mapValues(\.row) == here.mapValues(\.row))
    }

    @Test(
        "power states without a word of their own stay numbers",
        arguments: [
            (Int64(0), "nostate"), (1, "running"), (3, "paused"), (4, "shutdown"), (6, "crashed"), (7, "suspended"),
            (9, "9"),
        ])
    func powerState(_ number: Int64, _ word: String) { #expect(Nova.Server.powerStateName(number) == word) }

    @Test("a hypervisor is called by its name, with its sizes as measures only where they move")
    func hypervisor() async throws {
        let rows = try await Lab.rows("nova_hypervisor")
        let host = try #require(rows["node1.maas"])
        #expect(host["uuid"] == .text(Lab.id(201)))
        #expect(host["vcpus"] == 8)
        #expect(host["memory_mb"] == 32096)
        #expect(host["cpu_info"]["topology"]["cores"] == 4)
        let gone = try #require(rows["node5.maas"])
        #expect(gone["service_host"] == "node5")
        #expect(gone["state"] == "down")
        #expect(gone["disabled_reason"] == "bad disk")
        #expect(gone["cpu_info"].isNull)
        #expect(gone["disk_available_least"].isNull)
        let measures = Nova.Hypervisor.spec.columns.filter { $0.fieldClass == .measure }.map(\.name)
        #expect(
            measures == [
                "local_gb", "local_gb_used", "memory_mb_used", "vcpus_used", "running_vms", "disk_available_least",
            ])
    }

    @Test("a compute service is told by host and binary, and its heartbeat is not kept")
    func service() async throws {
        let rows = try await Lab.rows("nova_compute_service")
        #expect(rows["node2.maas/nova-compute"]?["disabled_reason"] == "maintenance")
        #expect(rows["control/nova-conductor"]?["state"] == "down")
        #expect(Nova.ComputeService.spec.column("updated_at") == nil)
    }

    @Test("private flavors are listed, and swap is a number in all its spellings")
    func flavor() async throws {
        let rows = try await Lab.rows("nova_flavor")
        #expect(rows[Lab.id(401)]?["swap_mib"] == 0)
        #expect(rows[Lab.id(402)]?["swap_mib"] == 0)
        #expect(rows[Lab.id(403)]?["swap_mib"] == 512)
        #expect(rows[Lab.id(403)]?["is_public"] == false)
        #expect(rows[Lab.id(403)]?["extra_specs"]["trait:CUSTOM_GPU"] == "required")
    }

    @Test("an aggregate keeps its hosts as a set")
    func aggregate() async throws {
        let row = try #require(try await Lab.rows("nova_aggregate")[Lab.id(501)])
        #expect(row["hosts"] == ["node1.maas", "node2.maas"])
        #expect(row["aggregate_id"] == 1)
        #expect(row["metadata"]["disk"] == "ssd")
    }

    @Test("a part of a host names the host as its parent and root")
    func provider() async throws {
        let rows = try await Lab.rows("placement_resource_provider")
        #expect(rows["node1.maas_GPU"]?["parent_provider"] == "node1.maas")
        #expect(rows["node1.maas_GPU"]?["root_provider"] == "node1.maas")
        #expect(rows["node1.maas"]?["parent_provider"].isNull == true)
        #expect(rows["node2.maas"]?["traits"] == ["COMPUTE_NODE", "COMPUTE_STATUS_DISABLED", "HW_CPU_X86_VMX"])
    }

    @Test("an inventory row has Placement's numbers for one class of one provider")
    func inventory() async throws {
        let row = try #require(try await Lab.rows("placement_inventory")["node2.maas/MEMORY_MB"])
        #expect(row["total"] == 32096)
        #expect(row["reserved"] == 4096)
        #expect(row["max_unit"] == 32096)
        #expect(row["allocation_ratio"] == 1.5)
    }

    @Test("what is claimed is a measure, zero where nothing is")
    func usage() async throws {
        let rows = try await Lab.rows("placement_usage")
        #expect(rows["node1.maas/MEMORY_MB"]?["used"] == 10240)
        #expect(rows["node2.maas/VCPU"]?["used"] == 0)
        #expect(Placement.Usage.spec.isMeasureOnly)
    }

    @Test("a server of a cell that is down was not seen: the listing is partial without it")
    func cellDown() async throws {
        let transport = try Lab.transport([Lab.serversKey: .json(try Lab.fixture("nova_server-cell-down"))])
        let listing = try await Lab.entry("nova_server").collect(Lab.client(transport))
        guard case .partial(let rows, let reason) = listing else {
            Issue.record("is complete")
            return
        }
        #expect(rows.map(\.key) == [Lab.id(5)])
        #expect(reason.contains("cell"))
    }

    private func reversed(_ list: Value) -> Value { .list(list.elements.reversed()) }
}

@Suite("OpenStack specs")
struct OpenStackSpecTests {
    @Test("no record type of the folder is forgotten in the catalog")
    func complete() throws {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let folder = root.appendingPathComponent("Sources/TomboSources/OpenStack").path
        var kinds: [String] = []
        for file in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
            guard file.hasSuffix(".swift") else { continue }
            let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
            for part in text.components(separatedBy: "kind: \"").dropFirst() {
                kinds.append(String(part.prefix { $0 != "\"" }))
            }
        }
        #expect(kinds.count >= 9)
        #expect(kinds.sorted() == OpenStackCatalog.specs.map(\.kind).sorted())
    }

    @Test("a reference points at a kind that there is")
    func references() {
        for spec in OpenStackCatalog.specs {
            for column in spec.columns {
                for reference in column.references {
                    let place = "\(spec.kind).\(column.name)"
                    let to = OpenStackCatalog.specs.first { $0.kind == reference.kind }
                    #expect(to != nil, "\(place)")
                    let names = [reference.column, reference.whose?.column].compactMap(\.self)
                    for name in names { #expect(to?.column(name) != nil, "\(place): \(reference.sentence)") }
                    if reference.column == nil {
                        #expect(to?.key.count == 1, "\(place): a key of several parts is in no column")
                    }
                    if let when = reference.when { #expect(spec.column(when.column) != nil, "\(place)") }
                }
            }
        }
    }

    @Test("aliases are unique, and every kind has one")
    func aliases() {
        let aliases = OpenStackCatalog.specs.flatMap(\.aliases)
        #expect(Set(aliases).count == aliases.count)
        #expect(OpenStackCatalog.specs.allSatisfy { !$0.aliases.isEmpty })
    }
}
