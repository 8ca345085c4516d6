import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@testable import TomboStore

@Suite("The status")
struct StatusTests {
    private func cell(_ answer: Answer, _ column: String, _ row: Int = 0) -> Value { answer.column(column)[row] }

    private func find(_ list: Value, _ key: String, _ value: Value) -> Value {
        list.elements.first { $0[key] == value } ?? .null
    }

    @Test("counts every kind, layer by layer")
    func counts() throws {
        let cloud = try WholeCloud()
        try cloud.save(label: "now")
        let answer = try cloud.ask(StatusQuestion())
        #expect(answer.isComplete && cell(answer, "complete") == true && cell(answer, "label") == "now")
        let kinds = cell(answer, "kinds")
        #expect(kinds.elements.map { $0["kind"].text } == cloud.specs.map(\.kind))
        #expect(find(kinds, "kind", "nova_server")["count"] == 2)
        #expect(find(kinds, "kind", "nova_aggregate")["count"] == 0, "looked, and there is none")
        #expect(find(kinds, "kind", "neutron_port")["layer"] == "neutron")
        let lines = cell(answer, "layers").elements.compactMap { $0["resources"].text }
        #expect(lines.allSatisfy { $0.count <= 62 } && lines.contains { $0.contains("4 ports") })
    }

    @Test("never shows 0 for a kind that nobody has seen")
    func unknown() throws {
        let cloud = try WholeCloud()
        try cloud.save(failing: ["nova_server", "placement_inventory"], unasked: ["cinder_volume", "neutron_agent"])
        let answer = try cloud.ask(StatusQuestion())
        for kind in ["nova_server", "cinder_volume"] {
            #expect(find(cell(answer, "kinds"), "kind", .text(kind))["count"].isNull, "\(kind)")
            #expect(find(cell(answer, "health"), "kind", .text(kind))["result"] == "unknown", "\(kind)")
        }
        #expect(cell(answer, "capacity").elements.allSatisfy { $0["capacity"].isNull && $0["used"].isNull })
        #expect(cell(answer, "capacity").elements.count == 3)
        #expect(cell(answer, "layers").elements.contains { $0["resources"].text?.contains("– servers") == true })
        #expect(Set(answer.gaps.map(\.kind)).isSuperset(of: ["nova_server", "cinder_volume", "neutron_agent"]))
        #expect(cell(answer, "complete") == false)
    }

    @Test("keeps what it knew when a source fails, and says that it is older")
    func older() throws {
        let cloud = try WholeCloud()
        try cloud.save()
        try cloud.save(failing: ["nova_server"])
        let answer = try cloud.ask(StatusQuestion())
        let servers = find(cell(answer, "kinds"), "kind", "nova_server")
        #expect(servers["count"] == 2 && servers["complete"] == false)
        #expect(
            cell(answer, "layers").elements.contains { $0["resources"].text?.contains("2 servers (older)") == true })
        let unseen = cell(answer, "unseen").elements
        #expect(unseen.count == 1 && unseen[0]["last_complete"] == "2026-05-12T11:00:03Z")
    }

    @Test("says of health and capacity that not all was seen, where it was not")
    func inPart() throws {
        let cloud = try WholeCloud()
        try cloud.save(partial: ["nova_server", "placement_inventory"])
        let answer = try cloud.ask(StatusQuestion())
        let servers = find(cell(answer, "checks"), "health", "servers")
        #expect(servers["found"] == "2 ACTIVE · not all was seen")
        #expect(cell(answer, "room").elements.first?["note"] == "not all was seen")
        try cloud.save()
        #expect(find(cell(try cloud.ask(StatusQuestion()), "checks"), "health", "servers")["found"] == "2 ACTIVE")
    }

    @Test("tells what is not well, and names some of it")
    func health() throws {
        let cloud = try WholeCloud()
        cloud.rows["nova_server"]?[1]["status"] = "ERROR"
        cloud.rows["nova_hypervisor"]?[0]["status"] = "disabled"
        cloud.rows["cinder_volume"]?[0]["status"] = "error"
        try cloud.save()
        let answer = try cloud.ask(StatusQuestion())
        let found = cell(answer, "health").elements.map { finding in
            [finding["kind"], finding["state"], finding["result"]].compactMap(\.text).joined(separator: " ")
                + " \(finding["count"].json)"
        }
        #expect(
            found == [
                "nova_server ACTIVE ok 1", "nova_server ERROR error 1", "nova_hypervisor disabled warning 1",
                "nova_compute_service up ok 1", "neutron_agent alive ok 1", "neutron_agent not alive warning 1",
                "cinder_volume error error 1", "cinder_service down error 1",
            ])
        let checks = cell(answer, "checks").elements
        #expect(checks.contains { $0["found"] == "1 ACTIVE · 1 ERROR: api" })
        #expect(checks.contains { $0["found"].text?.contains("OVN") == true }, "the caveat stands beside it")
    }

    @Test("sums capacity provider by provider, as Placement rounds it")
    func capacity() throws {
        let cloud = try WholeCloud()
        for number in 2...3 {
            cloud.rows["placement_inventory"]?.append([
                "resource_provider": .text("n\(number)"), "resource_class": "VCPU", "total": 8, "reserved": 1,
                "min_unit": 1, "max_unit": 8, "step_size": 1, "allocation_ratio": 1.5,
            ])
        }
        try cloud.save()
        var vcpus = cell(try cloud.ask(StatusQuestion()), "capacity").elements[0]
        #expect(vcpus["capacity"] == 30, "three times int(7 × 1.5), not int(21 × 1.5)")
        #expect(vcpus["used"].isNull, "two providers do not say")
        for number in 2...3 {
            cloud.rows["placement_usage"]?.append([
                "resource_provider": .text("n\(number)"), "resource_class": "VCPU", "used": 0,
            ])
        }
        try cloud.save()
        vcpus = cell(try cloud.ask(StatusQuestion()), "capacity").elements[0]
        #expect(vcpus["used"] == 2 && vcpus["providers"] == 3)
    }

    @Test("shows the last changes, newest first, and none of the first look")
    func changes() throws {
        let cloud = try WholeCloud()
        try cloud.save(label: "first")
        #expect(cell(try cloud.ask(StatusQuestion()), "changes") == [])
        cloud.rows["cinder_volume"]?[0]["status"] = "available"
        try cloud.save()
        try cloud.save()
        cloud.rows["nova_server"]?.removeLast()
        cloud.rows["neutron_network"]?[0]["name"] = "renamed"
        try cloud.save()
        let changes = cell(try cloud.ask(StatusQuestion()), "changes").elements.map { change in
            "\(change["snapshot"].json) \(change["change"].text ?? "") \(change["name"].text ?? "") \(change["field"].text ?? "")"
        }
        #expect(changes == ["4 - api ", "4 ~ renamed name", "2 ~ data status"])
        #expect(
            cell(try cloud.ask(StatusQuestion(), at: "first"), "changes") == [], "at that moment nothing had changed")
    }

    @Test("has a row for each cloud, each at its own snapshot")
    func clouds() throws {
        let lab = try LabCloud.withStages()
        try lab.save(servers: [], hosts: ["node1"], cloud: "other")
        let answer = try lab.ask(StatusQuestion())
        #expect(answer.lines("cloud", "snapshot") == ["lab|4", "other|5"])
        #expect(find(cell(answer, "kinds", 1), "kind", "nova_server")["count"] == 0)
        #expect(find(cell(answer, "kinds", 0), "kind", "nova_server")["count"] == 5)
        #expect(try lab.ask(StatusQuestion(), cloud: "other").lines("cloud") == ["other"])
    }
}
