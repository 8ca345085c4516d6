import TomboRecords
import TomboStore

/// What Juju's status log says of a unit or a machine: each word that it went through between two polls.
struct JujuStatusLog: CauseRule {
    /// What a sort of the log tells of; its names are those of `juju show-status-log --type`.
    private static let fields: [String: Set<String>] = [
        "workload": [
            "workload_status", "workload_message", "cluster_mode", "tolerates_failures", "inactive_members",
            "initialized", "sealed", "active", "clustered", "leads", "osd_count",
        ],
        "juju-unit": ["agent_status", "agent_message"], "juju-machine": ["agent_status", "agent_message"],
        "machine": ["machine_status", "machine_message"],
    ]

    func causes(of context: ChangeContext, _ evidence: Evidence) throws -> [Cause] {
        guard ["juju_unit", "juju_machine"].contains(context.spec.kind), !context.isCreation, !context.isDeletion else {
            return []
        }
        let rows = try evidence.rows(
            "juju_status_log", ["since", "type", "status", "message"], where: "entity", is: context.change.key,
            cloud: context.snapshot.cloud
        ).sorted { ($0["since"].text ?? "", $0.id) < ($1["since"].text ?? "", $1.id) }
        return rows.compactMap { row in
            guard let fields = Self.fields[row["type"].text ?? ""], context.changes(fields),
                row.instant("since").map(context.interval.contains) ?? false
            else { return nil }
            var cause = Self.cause(row, context.snapshot)
            cause.fields = fields
            return cause
        }
    }

    /// One entry in words: `blocked: Missing relations: database`.
    static func cause(_ row: TableRow, _ snapshot: SnapshotInfo) -> Cause {
        let text = [row["status"].text, row["message"].text].compactMap(\.self).joined(separator: ": ")
        return Cause(
            text: text, at: row.instant("since"),
            event: .init(kind: "juju_status_log", key: row.key, cloud: snapshot.cloud))
    }
}
