import TomboRecords
import TomboStore

/// A server's way to another host or flavor, as Nova keeps it; of years ago too, when its actions are archived.
struct Migrations: CauseRule {
    private static let fields: Set<String> = [
        "host", "hypervisor_hostname", "flavor_name", "flavor_vcpus", "flavor_ram_mib", "flavor_disk_gib", "status",
        "task_state", "vm_state",
    ]
    private static let causing: Set<String> = ["host", "hypervisor_hostname", "flavor_name"]

    func causes(of context: ChangeContext, _ evidence: Evidence) throws -> [Cause] {
        guard context.spec.kind == "nova_server", !context.isCreation, !context.isDeletion,
            context.changes(Self.causing)
        else { return [] }
        let rows = try Self.rows(of: context.change.key, evidence, context.snapshot.cloud)
        guard let row = rows.last(where: { $0.instant("created_at").map(context.interval.contains) ?? false }) else {
            return []
        }
        var cause = try Self.cause(row, evidence, context.snapshot)
        cause.fields = Self.fields
        return [cause]
    }

    /// One migration in words: `live-migration by admin, from node2.maas to node4.maas (completed)`.
    static func cause(_ row: TableRow, _ evidence: Evidence, _ snapshot: SnapshotInfo) throws -> Cause {
        let user = try evidence.user(row["user_id"].text, snapshot)
        let text = (row["migration_type"].text ?? "migration") + (user.map { " by \($0)" } ?? "") + ", " + way(row)
        return Cause(
            text: text, at: row.instant("created_at"), by: user,
            event: .init(kind: "nova_migration", key: row.key, cloud: snapshot.cloud))
    }

    /// All of a server, oldest first.
    static func rows(of server: String, _ evidence: Evidence, _ cloud: String) throws -> [TableRow] {
        try evidence.rows(
            "nova_migration",
            ["migration_type", "source_compute", "dest_compute", "status", "created_at", "user_id"],
            where: "instance_uuid", is: server, cloud: cloud
        ).sorted { ($0["created_at"].text ?? "", $0.id) < ($1["created_at"].text ?? "", $1.id) }
    }

    /// `from node2.maas to node4.maas (completed)`.
    static func way(_ row: TableRow) -> String {
        let ends = [row["source_compute"].text.map { "from \($0)" }, row["dest_compute"].text.map { "to \($0)" }]
        return (ends + [row["status"].text.map { "(\($0))" }]).compactMap(\.self).joined(separator: " ")
    }
}
