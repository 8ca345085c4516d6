import GRDB
import TomboRecords
import TomboSources
import TomboTestKit

@testable import TomboQuery
@testable import TomboStore

/// A small cloud of machines, made from values: what a test says of each kind, and nothing else.
final class PhysicalCloud {
    private let folder: TemporaryFolder
    private let store: Store
    private let specs: [RecordSpec]
    private var clock = Instant(milliseconds: 1_778_580_000_000)

    init() throws {
        specs = SourceType.specs
        folder = try TemporaryFolder()
        store = try Store(path: folder.file("physical.db"), specs: specs)
    }

    func save(_ kinds: [String: [[String: Value]]], partial: Set<String> = [], leftOut: [String] = []) throws {
        var collections = try kinds.sorted { $0.key < $1.key }.compactMap { kind, rows -> TomboRecords.Collection? in
            guard let spec = specs.first(where: { $0.kind == kind }) else { return nil }
            let found = try rows.map { row in
                try spec.row(row.merging(try required(spec)) { said, _ in said })
            }
            return TomboRecords.Collection(
                source: spec.layer.rawValue, spec: spec,
                result: partial.contains(kind) ? .partial(found, reason: "half") : .complete(found))
        }
        for spec in specs where leftOut.contains(spec.kind) {
            collections.append(.leftOut(source: spec.layer.rawValue, spec: spec, by: "without"))
        }
        clock = clock.advanced(bySeconds: 60)
        let receipt = try store.save(
            Round(cloud: "lab", label: nil, startedAt: clock, finishedAt: clock, collections: collections))
        if let refused = receipt.refusals.first { throw Refused(reason: refused.reason) }
    }

    private struct Refused: Error { var reason: String }

    /// What a table wants and no test cares about.
    private func required(_ spec: RecordSpec) throws -> [String: Value] {
        let names = try store.pool.read { db in
            try String.fetchSet(
                db, sql: "SELECT name FROM pragma_table_info(?) WHERE \"notnull\"", arguments: [spec.historyTable])
        }
        let wanted = spec.columns.filter { names.contains($0.name) }
        return Dictionary(wanted.map { ($0.name, WholeCloud.empty($0.type)) }) { first, _ in first }
    }

    func ask(_ question: some Question) throws -> Answer { try archive().answer(question) }

    func moment<Output>(_ body: (Moment) throws -> Output) throws -> Output { try archive().moment(body) }

    private func archive() throws -> Archive {
        try Archive(path: store.path, specs: specs, clock: LocalClock(now: clock))
    }
}

extension PhysicalCloud {
    static func machine(_ id: String, _ fqdn: String) -> [String: Value] {
        [
            "system_id": .text(id), "hostname": .text(String(fqdn.prefix { $0 != "." })), "fqdn": .text(fqdn),
            "status": "Deployed",
        ]
    }

    static func juju(_ id: String, parent: String? = nil, instance: String) -> [String: Value] {
        [
            "id": .text("m/\(id)"), "model": "m", "machine_id": .text(id), "parent": Value(parent.map { "m/\($0)" }),
            "instance_id": .text(instance), "hostname": .text(instance),
        ]
    }

    static func unit(_ name: String, on machine: String, agent: String = "idle") -> [String: Value] {
        [
            "id": .text("m/\(name)"), "model": "m", "name": .text(name),
            "application": .text("m/" + name.prefix { $0 != "/" }), "machine": .text("m/\(machine)"),
            "workload_status": "active", "agent_status": .text(agent), "leader": false,
        ]
    }
}

extension PhysicalCloud {
    /// With a snapshot in which only MAAS was asked, and has nothing.
    static func empty() throws -> PhysicalCloud {
        let cloud = try PhysicalCloud()
        try cloud.save(["maas_machine": []])
        return cloud
    }
}
