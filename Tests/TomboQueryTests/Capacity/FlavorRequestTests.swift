import Testing

@testable import TomboQuery

@Suite("What Nova asks of Placement for a flavor")
struct FlavorRequestTests {
    private func request(_ specs: [String: String] = [:], fromVolume: Bool = false) -> ResourceRequest {
        var flavor = FlavorSize(name: "f", vcpus: 4, ramMiB: 2048, diskGiB: 20)
        flavor.ephemeralGiB = 3
        flavor.swapMiB = 1025
        flavor.extraSpecs = specs
        return flavor.request(bootsFromVolume: fromVolume)
    }

    @Test("disk is root, ephemeral and swap rounded up; from a volume without the root")
    func disk() {
        #expect(request().totals == ["VCPU": 4, "MEMORY_MB": 2048, "DISK_GB": 25])
        #expect(request(fromVolume: true).totals["DISK_GB"] == 5)
    }

    @Test("extra specs override the flavor, zero takes a resource away")
    func overrides() {
        let its = request(["resources:VCPU": "0", "resources:CUSTOM_NODE": "1", "resources:DISK_GB": "0"])
        #expect(its.totals == ["MEMORY_MB": 2048, "CUSTOM_NODE": 1])
    }

    @Test("pinned processors are PCPU, with one more for an isolated emulator")
    func pinning() {
        #expect(request(["hw:cpu_policy": "dedicated"]).totals["PCPU"] == 4)
        #expect(request(["hw:cpu_policy": "dedicated"]).totals["VCPU"] == nil)
        let isolated = request(["hw:cpu_policy": "dedicated", "hw:emulator_threads_policy": "isolate"])
        #expect(isolated.totals["PCPU"] == 5 && !isolated.unchecked.isEmpty)
        let mixed = request(["hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0-2,^1"])
        #expect(mixed.totals["PCPU"] == 2 && mixed.totals["VCPU"] == 2)
        #expect(request(["hw:cpu_policy": "mixed"]).fault != nil)
    }

    @Test("groups with a suffix keep their resources, traits and policy")
    func groups() {
        let its = request([
            "resources_A:CUSTOM_FPGA": "1", "trait_A:CUSTOM_FAST": "required", "resources_B:CUSTOM_FPGA": "2",
            "group_policy": "isolate", "trait:HW_X": "forbidden",
        ])
        #expect(its.groups.map(\.suffix) == ["", "_A", "_B"] && its.isolates)
        #expect(its["_A"].required == ["CUSTOM_FAST"] && its[""].forbidden == ["HW_X"])
        #expect(its.totals["CUSTOM_FPGA"] == 3)
    }

    @Test("aggregate extra specs compare as Nova does, numbers as numbers")
    func aggregates() {
        #expect(ExtraSpecMatch.matches("10", ">= 9") && !ExtraSpecMatch.matches("10", "s>= 9"))
        #expect(ExtraSpecMatch.matches("b", "<or> a <or> b") && !ExtraSpecMatch.matches("c", "<or> a <or> b"))
        #expect(ExtraSpecMatch.matches("ssd", "ssd") && ExtraSpecMatch.matches("a,b", "<in> b"))
        #expect(ExtraSpecMatch.matches("4", "= 3") && !ExtraSpecMatch.matches("x", "> 3"))
    }

    @Test("capacity is rounded as Placement rounds it")
    func capacity() {
        func capacity(_ total: Int64, _ reserved: Int64, _ ratio: Double) -> Int64 {
            ResourceInventory(
                total: total, reserved: reserved, minUnit: 1, maxUnit: total, stepSize: 1, ratio: ratio, used: 0
            ).capacity
        }
        #expect(capacity(8, 1, 4) == 28 && capacity(32000, 2048, 1.5) == 44928)
        // In floating point 10 × 0.7 is 7, and 100 × 1.1 is more than 110, 3 × 0.7 less than 2.1.
        #expect(capacity(10, 0, 0.7) == 7 && capacity(100, 0, 1.1) == 110 && capacity(3, 0, 0.7) == 2)
        #expect(capacity(29, 0, 0.01 * 100) == 29 && capacity(57, 0, 1.01) == 57)
    }

    @Test("a host that is full, too small, down or without a trait says so")
    func reasons() {
        let small = SmallCloud(
            hosts: [
                .init(free: [1, 9, 9], most: [9, 9, 9], traits: [], isOpen: true),
                .init(free: [9, 9, 9], most: [1, 9, 9], traits: [], isOpen: true),
                .init(free: [9, 9, 9], most: [9, 9, 9], traits: [], isOpen: false),
            ])
        let judge = HostJudge(SmallCloud.item("f", [2, 1, 0]).request, small.cloud)
        let verdicts = small.cloud.hosts.map { judge.verdict(on: $0, small.cloud.room) }
        #expect(verdicts.map(\.fits) == [0, 0, 0])
        #expect(
            verdicts.map(\.reason) == [
                "VCPU: 1 free, 2 needed", "VCPU: one server may claim at most 1, it asks for 2", "it is down",
            ])
        let picky = HostJudge(SmallCloud.item("f", [1, 1, 0], trait: true).request, small.cloud)
        #expect(picky.verdict(on: small.cloud.hosts[0], small.cloud.room).reason == "it lacks the trait CUSTOM_FAST")
    }

    @Test("what nobody measured is not known, and never 0")
    func unknown() {
        var small = SmallCloud(hosts: [.init(free: [5, 5, 5], most: [9, 9, 9], traits: [], isOpen: true)]).cloud
        small[0, 1]?.used = nil
        let item = SmallCloud.item("f", [1, 1, 0])
        let verdict = HostJudge(item.request, small).verdict(on: small.hosts[0], small.room)
        #expect(verdict.fits == nil && verdict.reason?.contains("not known") == true)
        #expect(Packer(small, [item]).pack().fits == nil)
    }
}
