import TomboRecords
import TomboStore

/// What somebody asked Nova to do with a server.
struct InstanceActions: CauseRule {
    private static let state: Set<String> = [
        "status", "vm_state", "task_state", "power_state", "launched_at", "fault_code", "fault_message",
    ]
    private static let place: Set<String> = ["host", "hypervisor_hostname", "availability_zone", "host_status"]
    private static let flavor: Set<String> = [
        "flavor_name", "flavor_vcpus", "flavor_ram_mib", "flavor_disk_gib", "flavor_ephemeral_gib", "flavor_swap_mib",
        "flavor_extra_specs",
    ]

    /// What an action changes of a server. Source: nova/compute/instance_actions.py.
    static func fields(_ action: String) -> Set<String> {
        switch action {
        case "create": state.union(place).union(["addresses", "security_groups", "volumes_attached"])
        case "shelve", "shelveOffload", "unshelve", "migrate", "live-migration", "evacuate",
            "live_migration_force_complete", "live_migration_cancel":
            state.union(place)
        case "resize", "confirmResize", "revertResize": state.union(place).union(flavor)
        case "rebuild": state.union(["image_id", "metadata", "key_name", "name", "description"])
        case "attach_volume", "detach_volume", "swap_volume", "reserve_block_device_name": ["volumes_attached"]
        case "attach_interface", "detach_interface": ["addresses", "security_groups"]
        case "lock", "unlock": ["locked"]
        default: state
        }
    }

    func causes(of context: ChangeContext, _ evidence: Evidence) throws -> [Cause] {
        guard context.spec.kind == "nova_server" else { return [] }
        let snapshot = context.snapshot
        let rows = try Self.actions(of: context.change.key, evidence, snapshot.cloud)
        return try rows.compactMap { row in
            guard let action = row["action"].text, let start = row.instant("start_time"),
                context.interval.overlaps(from: start, to: row.instant("updated_at") ?? start)
            else { return nil }
            if context.isDeletion != Self.deletions.contains(action) { return nil }
            if context.isCreation, action != "create" { return nil }
            let fields = Self.fields(action)
            guard context.isDeletion || context.isCreation || context.changes(fields) else { return nil }
            var cause = try Self.cause(row, evidence, snapshot)
            cause.fields = context.isDeletion || context.isCreation ? nil : fields
            if let way = try Self.way(row, context, evidence) { cause.text += ", \(way)" }
            return cause
        }
    }

    private static let deletions: Set<String> = ["delete", "forceDelete", "softDelete"]
    private static let columns = [
        "instance_uuid", "request_id", "action", "user_id", "start_time", "updated_at", "message",
    ]

    /// Every action on a server that tombo knows of, in the order of their times.
    static func actions(of server: String, _ evidence: Evidence, _ cloud: String) throws -> [TableRow] {
        try evidence.rows("nova_instance_action", columns, where: "instance_uuid", is: server, cloud: cloud)
            .sorted { ($0["start_time"].text ?? "", $0.id) < ($1["start_time"].text ?? "", $1.id) }
    }

    /// One action in words: `stop by admin, req-…`.
    static func cause(_ row: TableRow, _ evidence: Evidence, _ snapshot: SnapshotInfo) throws -> Cause {
        let user = try evidence.user(row["user_id"].text, snapshot)
        var text = row["action"].text ?? ""
        if row["message"].text != nil { text += " failed" }
        if let user { text += " by \(user)" }
        if let request = row["request_id"].text { text += ", \(request)" }
        return Cause(
            text: text, at: row.instant("start_time"), by: user,
            event: .init(kind: "nova_instance_action", key: row.key, cloud: snapshot.cloud))
    }

    private static let moves: Set<String> = ["resize", "migrate", "live-migration", "evacuate"]

    /// Where it went, where the action is one that moves a server.
    private static func way(_ row: TableRow, _ context: ChangeContext, _ evidence: Evidence) throws -> String? {
        guard moves.contains(row["action"].text ?? ""), let start = row.instant("start_time") else { return nil }
        let end = row.instant("updated_at") ?? context.snapshot.finishedAt
        let migrations = try Migrations.rows(of: context.change.key, evidence, context.snapshot.cloud)
        let lasting = ChangeContext.Interval(after: start, upTo: end)
        return migrations.last { $0.instant("created_at").map(lasting.contains) ?? false }.map(Migrations.way)
    }
}
