import Testing
import TomboRecords

@testable import TomboQuery

@Suite("Where a server could go")
struct MoveTests {
    /// Where it could go, and of each other host why not, or that it is not known.
    private func moves(_ server: String, _ rows: ComputeRows) throws -> (hosts: [String], others: [String: String]) {
        let answer = try rows.saved().ask(WhereQuestion(resources: ["server/\(server)"], findsMoves: true))
        let others = answer.column("other_hosts")[0].elements.map {
            ($0["host"].text ?? "", ($0["takes_it"].isNull ? "? " : "") + ($0["reason"].text ?? ""))
        }
        return (
            answer.column("can_move_to")[0].elements.compactMap(\.text), Dictionary(uniqueKeysWithValues: others)
        )
    }

    @Test("a host that is full, disabled, down or without a trait refuses; one of which a figure is unknown is no yes")
    func hosts() throws {
        var rows = ComputeRows()
        for name in ["home", "good"] { rows.host(name, traits: ["CUSTOM_FAST"]) }
        rows.host("full", used: 7, traits: ["CUSTOM_FAST"])
        rows.host("small", ramUsed: 16_000, traits: ["CUSTOM_FAST"])
        rows.host("disabled", status: "disabled", traits: ["CUSTOM_FAST"])
        rows.host("down", state: "down", traits: ["CUSTOM_FAST"])
        rows.host("marked", traits: ["CUSTOM_FAST", "COMPUTE_STATUS_DISABLED"])
        rows.host("slow")
        rows.host("silent", used: nil, traits: ["CUSTOM_FAST"])
        rows.host("unheard", state: "", traits: ["CUSTOM_FAST"])
        rows.server("s", on: "home", vcpus: 2, specs: ["trait:CUSTOM_FAST": "required"])
        let (hosts, others) = try moves("s", rows)
        #expect(hosts == ["good"])
        #expect(
            others == [
                "full": "VCPU: 1 free, 2 needed", "small": "MEMORY_MB: 384 free, 1024 needed",
                "disabled": "its nova-compute is disabled", "down": "its nova-compute is down",
                "marked": "Placement has it with the trait COMPUTE_STATUS_DISABLED",
                "slow": "it lacks the trait CUSTOM_FAST",
                "silent": "? how much VCPU of silent is used is not known",
                "unheard": "? whether its nova-compute is up is not known",
            ])
    }

    @Test("aggregates decide: their extra specs, their projects, and a zone that may bind is not known")
    func aggregates() throws {
        var rows = ComputeRows()
        for name in ["home", "ssd", "hdd", "theirs", "ours"] { rows.host(name) }
        rows.host("far", zone: "az2")
        rows.host("farfull", used: 8, zone: "az2")
        rows.aggregate("fast", ["home", "ssd", "theirs", "ours", "far", "farfull"], ["disk": "ssd,nvme"])
        rows.aggregate("slow", ["hdd"], ["disk": "hdd"])
        rows.aggregate("tenants", ["theirs"], ["filter_tenant_id": "p2, p3"])
        rows.aggregate("own", ["ours"], ["filter_tenant_id1": "p1"])
        rows.server("s", on: "home", specs: ["aggregate_instance_extra_specs:disk": "<or> nvme <or> tape"])
        let (hosts, others) = try moves("s", rows)
        #expect(hosts == ["ours", "ssd"])
        #expect(
            others == [
                "hdd": "no aggregate of it has disk=<or> nvme <or> tape",
                "theirs": "its aggregate takes only servers of the project p2, p3",
                "far": "? it is in the zone az2, and whether the server is bound to the zone nova is not known",
                "farfull": "VCPU: 0 free, 1 needed",
            ])
        rows.rows["nova_server"]?[0]["project_id"] = "p2"
        #expect(try moves("s", rows).hosts == ["ssd", "theirs"])
    }

    @Test("a server group keeps its members apart or together; what is soft refuses nothing")
    func groups() throws {
        var rows = ComputeRows()
        for name in ["a", "b", "c"] { rows.host(name) }
        for (name, host) in [("s", "a"), ("t", "b")] { rows.server(name, on: host) }
        rows.group("g", "anti-affinity", ["s", "t"])
        let apart = try moves("s", rows)
        #expect(apart.hosts == ["c"])
        #expect(apart.others["b"] == "its server group keeps its members apart, and one is there")
        rows.rows["nova_server_group"]?[0]["rules"] = .object([.init("max_server_per_host", 2)])
        #expect(try moves("s", rows).hosts == ["b", "c"])
        rows.rows["nova_server_group"]?[0] = [
            "id": "g", "name": "g", "policy": "soft-anti-affinity", "members": ["s", "t"],
        ]
        #expect(try moves("s", rows).hosts == ["b", "c"])
        rows.rows["nova_server_group"]?[0]["policy"] = "affinity"
        #expect(try moves("s", rows).hosts == ["b"], "the other member is there, and nowhere else")
    }

    @Test("impact says the same of the host's servers, and a server without a claim is asked of its flavor")
    func impact() throws {
        var rows = ComputeRows()
        rows.host("a")
        rows.host("b", used: 6)
        rows.server("big", on: "a", vcpus: 4)
        rows.server("small", on: "a", vcpus: 2, claims: false)
        let lines = try rows.saved().ask(ImpactQuestion(resource: "a")).lines("name", "can_move_to", "detail")
        #expect(lines.contains("small|[\"b\"]|flavor f"))
        #expect(lines.contains("big|[]|flavor f; no other host takes it: b: VCPU: 2 free, 4 needed"))
        rows.rows["placement_inventory"] = nil
        rows.rows["placement_usage"] = nil
        let blind = try rows.saved().ask(ImpactQuestion(resource: "a")).lines("name", "can_move_to", "detail")
        #expect(blind.contains("big|-|flavor f; where it could go is not known: Placement was never asked"))
    }

    @Test("hosts adds up a host's tree of providers, and what one of them does not say is unknown")
    func trees() throws {
        var rows = ComputeRows()
        rows.rows["nova_hypervisor"] = [
            [
                "hypervisor_hostname": "numa", "uuid": "rp-numa", "service_host": "numa", "state": "up",
                "status": "enabled",
            ]
        ]
        rows.provider("numa", root: "numa")
        for (name, used) in [("numa_0", Int64(3)), ("numa_1", 4)] {
            rows.provider(name, root: "numa")
            rows.inventory(name, "VCPU", 8, used: used)
        }
        rows.inventory("numa", "MEMORY_MB", 4096, used: nil)
        let answer = try rows.saved().ask(HostsQuestion())
        #expect(
            answer.lines("host", "vcpus_total", "vcpus_used", "ram_mib_total", "ram_mib_used")
                == ["numa|16|7|4096|-"])
    }

    @Test("fit joins a server group that exists: its members count, and a soft policy says whether it is kept")
    func joining() throws {
        var rows = ComputeRows()
        for name in ["a", "b"] { rows.host(name, used: 1) }
        rows.host("c")
        rows.server("s", on: "a")
        rows.server("t", on: "b")
        rows.flavor("four", vcpus: 4)
        rows.group("g", "anti-affinity", ["s", "t", "nowhere"])
        func fit(_ count: Int, _ policy: ServerGroups.Policy? = nil, group: String? = nil) throws -> [String] {
            try rows.saved().ask(FitQuestion([.init(flavor: "four", count: count)], policy: policy, group: group))
                .lines("fits", "policy", "policy_kept", "assumed")
        }
        let assumed = "[\"1 of the group's members are on no host that is known\"]"
        #expect(try fit(1, group: "g") == ["true|anti-affinity|true|\(assumed)"], "only c is left")
        #expect(try fit(2, group: "id-g") == ["false|anti-affinity|false|\(assumed)"])
        rows.rows["nova_server_group"]?[0]["policy"] = "soft-anti-affinity"
        #expect(try fit(2, group: "g") == ["true|soft-anti-affinity|false|\(assumed)"])
        rows.rows["nova_server_group"]?[0]["policy"] = "affinity"
        rows.rows["nova_server_group"]?[0]["members"] = ["s"]
        #expect(try fit(1, group: "g") == ["true|affinity|true|[]"])
        #expect(try fit(2, group: "g") == ["false|affinity|false|[]"], "a has 7 left")
        #expect(try fit(2, .affinity) == ["true|affinity|true|[]"], "on c")
        #expect(try fit(3, .affinity) == ["false|affinity|false|[]"])
        #expect(try fit(3, .softAffinity) == ["true|soft-affinity|false|[]"])
        #expect(try fit(3) == ["true|-|-|[]"])
        let unknown = #expect(throws: QueryError.self) { _ = try fit(1, group: "h") }
        #expect(unknown?.code == .unknownResource)
        rows.group("g", "affinity", [])
        rows.rows["nova_server_group"]?[1]["id"] = "other"
        let ambiguous = #expect(throws: QueryError.self) { _ = try fit(1, group: "g") }
        #expect(ambiguous?.code == .ambiguousResource && ambiguous?.remedy?.contains("other") == true)
    }

    @Test("N+1 knows that Nova moves a member of an affine group only to where another is")
    func affineEvacuation() throws {
        var rows = ComputeRows()
        for name in ["a", "b"] { rows.host(name) }
        rows.server("s", on: "a")
        rows.server("t", on: "a")
        let question = CapacityQuestion(isNPlusOne: true)
        #expect(try rows.saved().ask(question).lines("host", "fits") == ["a|true", "b|true"])
        rows.group("g", "affinity", ["s", "t"])
        #expect(try rows.saved().ask(question).lines("host", "fits") == ["a|false", "b|true"])
        rows.rows["nova_server_group"]?[0]["policy"] = "soft-affinity"
        #expect(try rows.saved().ask(question).lines("host", "fits") == ["a|true", "b|true"])
    }
}
