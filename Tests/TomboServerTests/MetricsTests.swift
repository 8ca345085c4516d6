import Foundation
import Testing
import TomboQuery
import TomboRecords
import TomboStore
import TomboTestKit

@testable import TomboServer

@Suite("Metrics of the lab")
struct MetricsTests {
    private static let text = Task {
        let server = LabServer(try await LabServer.database())
        return try await server.pool.ask { archive in
            try CloudMetrics.text(archive, clouds: try archive.clouds(), now: LabServer.clock)
        }
    }

    private func samples(_ name: String) async throws -> [String] {
        try await Self.text.value.split(separator: "\n").map(String.init).filter {
            $0.hasPrefix(name + "{") || $0.hasPrefix(name + " ")
        }
    }

    @Test("every name has its help and its type, once, before its samples")
    func groups() async throws {
        var open: String?
        var seen: Set<String> = []
        for line in try await Self.text.value.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix("# HELP ") {
                open = String(words[2])
                #expect(seen.insert(String(words[2])).inserted, "\(line)")
            } else if line.hasPrefix("# TYPE ") {
                #expect(open == String(words[2]))
            } else {
                #expect(line.prefix { $0 != "{" && $0 != " " } == open ?? "", "\(line)")
                #expect(Double(words.last ?? "") != nil, "\(line)")
            }
        }
        #expect(seen.count > 20)
    }

    @Test("no series is there twice")
    func unique() async throws {
        let names = try await Self.text.value.split(separator: "\n").filter { $0.first != "#" }.map {
            $0.prefix(upTo: $0.lastIndex(of: " ") ?? $0.endIndex)
        }
        #expect(Set(names).count == names.count)
    }

    @Test("the number of series does not depend on what users make: no label names a server, a volume or a project")
    func cardinality() async throws {
        var labels: Set<String> = []
        for line in try await Self.text.value.split(separator: "\n") where line.first != "#" {
            guard let open = line.firstIndex(of: "{") else { continue }
            for label in line[open...].dropFirst().split(separator: "\",") {
                labels.insert(String(label.prefix { $0 != "=" }))
            }
        }
        #expect(
            labels == [
                "cloud", "source", "kind", "field", "state", "host", "flavor", "resource_class", "fsid", "health",
                "pool",
            ])
    }

    @Test("has the capacity of each flavor and host, Ceph, counts, collectors and the snapshot")
    func content() async throws {
        #expect(try await samples("tombo_snapshot_number").first?.hasSuffix(" 4") == true)
        #expect(try await samples("tombo_flavor_fits").count > 2)
        #expect(try await samples("tombo_flavor_fits_on_host").count >= samples("tombo_flavor_fits").count)
        for name in ["total", "capacity", "used", "free"] {
            #expect(
                try await samples("tombo_host_\(name)").contains { $0.contains("resource_class=\"VCPU\"") }, "\(name)")
        }
        #expect(try await samples("tombo_ceph_health").count == 3)
        #expect(try await samples("tombo_ceph_health").count { $0.hasSuffix(" 1") } == 1)
        #expect(try await !samples("tombo_ceph_raw_total_bytes").isEmpty)
        #expect(try await !samples("tombo_ceph_pool_usable_bytes").isEmpty)
        #expect(
            try await samples("tombo_resources_by_state").contains {
                $0.contains("nova_server") && $0.contains("ACTIVE")
            })
        #expect(try await !samples("tombo_collector_complete").isEmpty)
        #expect(try await !samples("tombo_collector_last_complete_timestamp_seconds").isEmpty)
        #expect(try await !samples("tombo_collector_duration_seconds").isEmpty)
    }

    @Test("the daemon tells what it did, and that it cannot save")
    func daemon() {
        let journal = RoundJournal()
        journal.lost("lab", .init(.full, "No space is left."))
        journal.reloaded(false)
        journal.kept(up: "backup", isDone: false, at: Instant(milliseconds: 5000))
        let text = DaemonMetrics.text(
            journal.state, failures: ["lab": ["maas": 3]], asking: ["lab"], started: Instant(milliseconds: 1000))
        for line in [
            "tombo_store_writable 0", "tombo_rounds_lost_total{cloud=\"lab\",code=\"full\"} 1",
            "tombo_source_failures_in_a_row{cloud=\"lab\",source=\"maas\"} 3", "tombo_round_running{cloud=\"lab\"} 1",
            "tombo_reloads_total{result=\"refused\"} 1", "tombo_upkeep_ok{task=\"backup\"} 0",
            "tombo_upkeep_timestamp_seconds{task=\"backup\"} 5",
        ] { #expect(text.contains("\n" + line + "\n"), "\(line)") }
    }
}
