import TomboRecords
import TomboServer
import TomboSources
import TomboStore

/// Recordings that become snapshots, the oldest first, and what has to be
/// true of all of them before the first one does.
struct RecordingImport {
    let plans: [CollectPlan]

    /// - Parameters:
    ///   - recordings: In any order.
    ///   - cloud: The name that the database has for their cloud; nil is the recorded one.
    ///   - label: A name for each, with placeholders; nil is the recorded one.
    /// - Throws: ``CollectError`` naming the folder of the first that is not whole.
    init(_ recordings: [Recording], cloud: String?, label: String?) throws {
        let recordings = recordings.sorted { ($0.startedAt, $0.directory) < ($1.startedAt, $1.directory) }
        for recording in recordings { try recording.check() }
        plans = try recordings.enumerated().map { index, recording in
            let named = try label.map { try Self.label($0, recording, number: index + 1) }
            return try CollectPlan(
                replaying: recording, as: cloud ?? recording.cloud, label: named ?? recording.label)
        }
    }

    /// The label that a template gives one recording.
    static func label(_ template: String, _ recording: Recording, number: Int) throws -> String {
        var made = template
        for (placeholder, text) in [
            ("{label}", recording.label ?? ""), ("{cloud}", recording.cloud),
            ("{date}", String(recording.startedAt.iso8601.prefix(10))), ("{n}", String(number)),
        ] {
            made = made.replacing(placeholder, with: text)
        }
        try LabelCommand.check(made)
        return made
    }

    /// Refuses times that do not go on from what is there, and labels that are taken.
    func check(_ run: CollectRun) throws {
        var last = try StoreReader(path: run.store.path, specs: Catalog.specs).read { reader in
            try reader.snapshots().reduce(into: [String: (Instant, String)]()) {
                $0[$1.cloud] = ($1.finishedAt, "snapshot #\($1.seq)")
            }
        }
        var labels: Set<[String]> = []
        for plan in plans {
            if let (end, name) = last[plan.cloud], plan.startedAt < end {
                throw CollectError(
                    .misconfigured,
                    "The recording of \(plan.cloud) from \(plan.startedAt.iso8601) is not newer than \(name), which ended \(end.iso8601).",
                    remedy: "Import only what is newer, or all of it into a new database with --db.")
            }
            last[plan.cloud] = (plan.finishedAt ?? plan.startedAt, "the recording from \(plan.startedAt.iso8601)")
            try run.refuseTakenLabel(plan)
            if let label = plan.label, !labels.insert([plan.cloud, label]).inserted {
                throw StoreError(
                    .labelTaken, "Two recordings of \(plan.cloud) would be called \(label).",
                    remedy: "Give each its own with --label '{label}-{n}'.")
            }
        }
    }
}
