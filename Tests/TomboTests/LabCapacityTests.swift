import Foundation
import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@testable import tombo

/// Capacity of the recorded lab: figures that were counted by hand from its inventories.
@Suite("What fits in the lab")
struct LabCapacityTests {
    private static let lab = Result { try ReplayedLab() }

    private func ask(_ question: some Question, at reference: String = "latest") throws -> Answer {
        try Self.lab.get().archive.answer(question, at: SnapshotReference(reference))
    }

    private func rows(_ answer: Answer, _ names: String...) -> [[Value]] {
        let places = names.compactMap { name in answer.columns.firstIndex { $0.name == name } }
        return answer.rows.map { row in places.map { row[$0] } }
    }

    @Test("capacity has each flavor with what limits it and every host")
    func flavors() throws {
        let answer = try ask(CapacityQuestion())
        #expect(
            rows(answer, "flavor", "vcpus", "ram_mib", "disk_gib", "fits", "limiting_resource", "proven") == [
                ["m1.tiny", 1, 1024, 20, 72, "DISK_GB", true], ["m1.small", 1, 2048, 20, 72, "DISK_GB", true],
                ["m1.medium", 2, 4096, 20, 36, "MEMORY_MB", true], ["m1.large", 4, 8192, 20, 17, "MEMORY_MB", true],
            ])
        let hosts = rows(answer, "hosts")[3][0].elements
        #expect(hosts.map { $0["host"] } == ["node1.maas", "node2.maas", "node3.maas", "node4.maas"])
        #expect(hosts.map { $0["fits"] } == [5, 5, 5, 2])
        #expect(answer.isComplete && answer.snapshot?.label == "tarefa-4")
    }

    @Test("it is as it was then, and a volume takes no disk")
    func then() throws {
        let answer = try ask(CapacityQuestion(flavors: ["m1.large"]), at: "tarefa-1")
        #expect(rows(answer, "fits") == [[15]], "three empty hosts, 47376 MiB each")
        let volumes = try ask(CapacityQuestion(flavors: ["m1.tiny"], bootsFromVolume: true))
        #expect(rows(volumes, "limiting_resource") == [["MEMORY_MB"]])
    }

    @Test("by provider shows Placement's own arithmetic")
    func providers() throws {
        let answer = try ask(CapacityQuestion(grouping: .provider))
        #expect(
            rows(answer, "provider", "resource_class", "total", "reserved", "ratio", "capacity", "used", "free")[1]
                == ["node1.maas", "MEMORY_MB", 32096, 512, 1.5, 47376, 2048, 45328])
        #expect(answer.rows.count == 12)
    }

    @Test("by host, zone and aggregate; by project the quota is a limit of its own")
    func groups() throws {
        let hosts = try ask(CapacityQuestion(flavors: ["m1.large"], grouping: .host))
        #expect(rows(hosts, "host", "fits").count == 4)
        let zones = try ask(CapacityQuestion(flavors: ["m1.large"], grouping: .az))
        #expect(rows(zones, "az", "fits") == [["nova", 17]])
        #expect(try ask(CapacityQuestion(flavors: ["m1.large"], grouping: .aggregate)).rows.isEmpty)
        let projects = try ask(CapacityQuestion(flavors: ["m1.large"], grouping: .project))
        #expect(
            rows(projects, "project", "fits", "limiting_resource", "fits_on_hosts").first
                == ["admin", 5, "quota of cores", 17])
    }

    @Test("an unknown flavor is an error that suggests one")
    func unknown() throws {
        let error = #expect(throws: QueryError.self) { _ = try ask(CapacityQuestion(flavors: ["m1.larg"])) }
        #expect(error?.code == .unknownResource && error?.remedy?.contains("m1.large") == true)
    }

    @Test("fit says yes with a placement and no with what is short")
    func fit() throws {
        let yes = try ask(FitQuestion([.init(flavor: "m1.large", count: 4), .init(flavor: "m1.small", count: 10)]))
        #expect(rows(yes, "fits", "proven") == [[true, true]])
        #expect(rows(yes, "placed")[0][0].elements.count == 14)
        let no = try ask(FitQuestion([.init(flavor: "m1.large", count: 18)]))
        #expect(rows(no, "fits", "proven") == [[false, true]])
        let unplaced = rows(no, "unplaced")[0][0].elements
        #expect(unplaced.first?["flavor"] == "m1.large" && unplaced.first?["count"] == 1)
        #expect(unplaced.first?["reason"].text?.contains("at most 17 fit") == true)
        let apart = [FlavorCount(flavor: "m1.tiny", count: 5)]
        #expect(rows(try ask(FitQuestion(apart, policy: .antiAffinity)), "fits") == [[false]], "four hosts")
        #expect(rows(try ask(FitQuestion(apart)), "fits") == [[true]])
    }

    @Test("the loss of any host is survived; one that is lost has its servers moved")
    func loss() throws {
        let all = try ask(CapacityQuestion(isNPlusOne: true))
        #expect(
            rows(all, "host", "servers", "fits") == [
                ["node2.maas", 2, true], ["node3.maas", 2, true], ["node1.maas", 1, true], ["node4.maas", 0, true],
            ])
        var change = CloudChange()
        change.lost = ["node3"]
        let lost = try ask(FitQuestion([.init(flavor: "m1.large", count: 1)], change: change))
        #expect(rows(lost, "fits") == [[true]])
        let placed = rows(lost, "placed")[0][0].elements
        #expect(placed.count == 3 && !placed.contains { $0["host"] == "node3.maas" })
        let still = rows(lost, "still_fits")[0][0].elements.first
        #expect(still?["before"] == 17 && still?["after"] == 12)
    }

    @Test("added hosts and another ratio change what fits")
    func changes() throws {
        var more = CloudChange()
        #expect(more.add("cpus=48,ram=256GiB,disk=2TiB,count=2") == nil)
        let large = [FlavorCount(flavor: "m1.large", count: 40)]
        #expect(rows(try ask(FitQuestion(large)), "fits") == [[false]])
        #expect(rows(try ask(FitQuestion(large, change: more)), "fits") == [[true]])
        var less = CloudChange()
        #expect(less.setRatio("cpu=1") == nil)
        let still = rows(try ask(FitQuestion([.init(flavor: "m1.large", count: 1)], change: less)), "still_fits")
        // 8 processors less 1, 2 and 3 used, and 4: one large each, at one time four.
        #expect(still[0][0].elements.first?["after"] == 4)
        #expect(more.add("cpus=x") != nil && more.add("cpus=4") != nil && less.setRatio("cpu=-1") != nil)
    }
}
