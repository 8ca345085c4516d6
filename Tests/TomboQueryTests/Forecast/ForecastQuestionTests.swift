import GRDB
import Testing
import TomboRecords
import TomboSources
import TomboTestKit

@testable import TomboQuery
@testable import TomboStore

/// A cloud whose claims grow as a test says, one snapshot a day.
private final class GrowingCloud {
    private let folder: TemporaryFolder
    private let store: Store
    private let specs = SourceType.specs
    private var clock = Instant(milliseconds: 1_778_580_000_000)  // 2026-05-12T10:00:00Z

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.file("growing.db"), specs: specs)
    }

    /// Claims of two hosts in processors, one consumer each ten; nil where Placement did not answer.
    func save(vcpus: Int?, floating: Int = 0, volumes: Int = 0, afterDays days: Double = 1) throws {
        clock = clock.advanced(bySeconds: days * 86_400)
        var rows: [String: [[String: Value]]] = [
            "placement_inventory": ["node1", "node2"].map {
                [
                    "resource_provider": .text($0), "resource_class": "VCPU", "total": 100, "reserved": 10,
                    "min_unit": 1, "max_unit": 100, "step_size": 1, "allocation_ratio": 2.0,
                ]
            },
            "nova_aggregate": [["aggregate_id": 1, "uuid": "a", "name": "fast", "hosts": ["n1"]]],
            "nova_hypervisor": [
                [
                    "hypervisor_hostname": "node1", "uuid": "h1", "service_host": "n1", "state": "up",
                    "status": "enabled",
                ]
            ],
            "neutron_network": [
                [
                    "id": "ext", "name": "ext_net", "status": "ACTIVE", "admin_state_up": true, "shared": true,
                    "external": true, "subnets": ["s"],
                ]
            ],
            "neutron_subnet": [
                [
                    "id": "s", "name": "s", "network_id": "ext", "ip_version": 4, "cidr": "10.0.0.0/24",
                    "enable_dhcp": false,
                    "allocation_pools": [.object([.init("start", "10.0.0.100"), .init("end", "10.0.0.149")])],
                ]
            ],
            "neutron_port": (0..<floating).map { number in
                [
                    "id": .text("p\(number)"), "name": "", "network_id": "ext", "status": "ACTIVE",
                    "admin_state_up": true, "mac_address": "fa:16:3e:00:00:00",
                    "fixed_ips": [.object([.init("ip_address", .text("10.0.0.\(100 + number)"))])],
                ]
            } + [
                [
                    "id": "outside", "name": "", "network_id": "ext", "status": "ACTIVE", "admin_state_up": true,
                    "mac_address": "fa:16:3e:00:00:00",
                    "fixed_ips": [.object([.init("ip_address", "10.0.0.7")])],
                ]
            ],
            "cinder_pool": [
                [
                    "name": "c@x#x", "thin_provisioning_support": true, "max_over_subscription_ratio": 2.0,
                    "total_capacity_mib": 102_400,
                ]
            ],
            "cinder_volume": (0..<volumes).map {
                ["id": .text("v\($0)"), "size_gib": 10, "status": "available", "host": "c@x#x"]
            },
        ]
        let claimed = vcpus ?? 0
        rows["placement_allocation"] = stride(from: 0, to: claimed, by: 10).map { start in
            [
                "resource_provider": .text(start / 10 % 2 == 0 ? "node1" : "node2"), "consumer": .text("c\(start)"),
                "resources": .object([.init("VCPU", .integer(Int64(min(10, claimed - start))))]),
            ]
        }
        let collections = try specs.compactMap { spec -> TomboRecords.Collection? in
            guard let found = rows[spec.kind] else { return nil }
            let failed = spec.kind == "placement_allocation" && vcpus == nil
            return TomboRecords.Collection(
                source: "openstack", spec: spec,
                result: failed
                    ? .failed(CollectError(.timedOut, "Placement did not answer.")) : .complete(try found.map(spec.row))
            )
        }
        let receipt = try store.save(
            Round(cloud: "lab", label: nil, startedAt: clock, finishedAt: clock, collections: collections))
        #expect(receipt.refusals.isEmpty, "\(receipt.refusals)")
    }

    func ask(_ question: ForecastQuestion) throws -> Answer {
        try Archive(path: store.path, specs: specs, clock: LocalClock(now: clock)).answer(question)
    }
}

@Suite("A forecast")
struct ForecastQuestionTests {
    @Test("of claims that grow by three a day, in the cloud and in an aggregate")
    func line() throws {
        let cloud = try GrowingCloud()
        for day in 0..<20 { try cloud.save(vcpus: 10 + 3 * day, floating: 2 * day, volumes: day) }
        let answer = try cloud.ask(ForecastQuestion())
        #expect(
            answer.lines("resource", "scope") == [
                "VCPU|cloud", "VCPU|aggregate fast", "FLOATING_IP|network ext_net", "VOLUME_GB|pool c@x#x",
            ])
        // Two hosts: 2 · int((100 − 10) · 2) = 360; 10 + 3 · 19 = 67 used; 293 / 3 = 97.6 days.
        #expect(answer.column("capacity")[0] == 360.0 && answer.column("used")[0] == 67.0)
        #expect(answer.column("per_day")[0] == 3.0 && answer.column("runway_days")[0] == 97.6)
        #expect(answer.column("runway_days_earliest")[0] == 97.6 && answer.column("outlook")[0] == "runs_out")
        // 2026-06-01 is the 20th day; 97 days later.
        #expect(answer.column("last_day")[0] == "2026-06-01" && answer.column("runs_out_on")[0] == "2026-09-06")
        // Every other ten is on node1, which alone is in the aggregate.
        #expect(answer.column("capacity")[1] == 180.0 && answer.column("used")[1] == 37.0)
        // 50 addresses, one port outside of them does not count: 38 used; 12 / 2.
        #expect(answer.column("capacity")[2] == 50.0 && answer.column("used")[2] == 38.0)
        #expect(answer.column("runway_days")[2] == 6.0)
        // 100 GiB twice over; 190 used; 10 a day.
        #expect(answer.column("capacity")[3] == 200.0 && answer.column("runway_days")[3] == 1.0)
        #expect(answer.column("method")[0] == "Theil–Sen slope of daily values, 95 % interval")
    }

    @Test("a batch at once is in what is used and not in the growth")
    func batch() throws {
        let cloud = try GrowingCloud()
        for day in 0..<20 { try cloud.save(vcpus: 10 + day + (day >= 12 ? 200 : 0)) }
        let answer = try cloud.ask(ForecastQuestion(resources: ["vcpu"]))
        #expect(answer.column("per_day")[0] == 1.0 && answer.column("used")[0] == 229.0)
        #expect(answer.column("runway_days")[0] == 131.0, "(360 − 229) / 1")
        #expect(answer.column("steps")[0].elements.first?["by"] == 200.0)
        #expect(answer.column("note")[0].text?.hasPrefix("+200 at once on 2026-05-25, a batch and no trend") == true)
    }

    @Test("a day on which the source failed is missing, not zero")
    func gaps() throws {
        let cloud = try GrowingCloud()
        for day in 0..<20 { try cloud.save(vcpus: (5..<9).contains(day) ? nil : 10 + 3 * day) }
        let answer = try cloud.ask(ForecastQuestion(resources: ["VCPU"]))
        #expect(answer.column("days_known")[0] == 16 && answer.column("per_day")[0] == 3.0)
        #expect(answer.column("steps")[0].elements.isEmpty)
    }

    @Test("too little history says so and gives nothing")
    func short() throws {
        let cloud = try GrowingCloud()
        for day in 0..<6 { try cloud.save(vcpus: 10 * day) }
        // Many snapshots of one day are one day.
        for _ in 0..<10 { try cloud.save(vcpus: 60, afterDays: 0.01) }
        let answer = try cloud.ask(ForecastQuestion(resources: ["VCPU"]))
        for column in ["runway_days", "runway_days_earliest", "per_day", "runs_out_on", "method"] {
            #expect(answer.column(column)[0].isNull, "\(column)")
        }
        #expect(answer.column("outlook")[0] == "unknown" && answer.column("used")[0] == 60.0)
        #expect(answer.column("note")[0] == "6 days are known, and a trend needs 7")
    }

    @Test("the window leaves out what is older, and risk picks the bound")
    func window() throws {
        let cloud = try GrowingCloud()
        for day in 0..<40 { try cloud.save(vcpus: day < 20 ? 100 : 100 + 2 * (day - 20) + [0, 3, 1][day % 3]) }
        let answer = try cloud.ask(ForecastQuestion(resources: ["VCPU"], windowDays: 15))
        #expect(answer.column("days_known")[0] == 16, "both ends of fifteen days")
        let slopes = ["per_day_low", "per_day", "per_day_high"].map { answer.column($0)[0].real ?? 0 }
        #expect(slopes[0] < 2 && abs(slopes[1] - 2) < 0.3 && slopes[2] > 2)
        func days(_ risk: ForecastQuestion.Risk) throws -> Double {
            let answer = try cloud.ask(ForecastQuestion(resources: ["VCPU"], windowDays: 15, risk: risk))
            return try #require(answer.column("runway_days")[0].real)
        }
        #expect(try days(.conservative) < days(.expected))
        #expect(try days(.expected) < days(.aggressive))
    }

    @Test("a resource that nothing fills up is an error that suggests one")
    func unknown() throws {
        let cloud = try GrowingCloud()
        try cloud.save(vcpus: 10)
        let error = #expect(throws: QueryError.self) { _ = try cloud.ask(ForecastQuestion(resources: ["VCPV"])) }
        #expect(error?.code == .unknownResource && error?.remedy == "Did you mean `VCPU`?")
        #expect(ForecastQuestion.days("90d") == 90 && ForecastQuestion.days("12w") == 84)
        #expect(ForecastQuestion.days("30") == 30 && ForecastQuestion.days("3d") == nil)
        #expect(ForecastQuestion.days("x") == nil && ForecastQuestion.days("-5d") == nil)
    }

    @Test("people's words suit the size of a number")
    func words() {
        let bytes = ForecastWords(measure: "B")
        #expect(bytes.share(3_221_225_472, 85_899_345_920) == "3 of 80 GiB")
        #expect(bytes.signed(-1_610_612_736) == "-1.5 GiB" && ForecastWords(measure: "").share(nil, 12) == "– of 12")
        #expect(ForecastWords(measure: "MiB").share(2048, 4096) == "2 of 4 GiB")
        #expect(ForecastWords(measure: "GiB").share(10, 17_408) == "10 GiB of 17 TiB")
        #expect(ForecastWords(measure: "GiB").share(0, 17_408) == "0 of 17 TiB")
    }
}
