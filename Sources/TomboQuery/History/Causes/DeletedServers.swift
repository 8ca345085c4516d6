import TomboRecords
import TomboStore

/// When Nova says that a server was deleted.
struct DeletedServers: CauseRule {
    func causes(of context: ChangeContext, _ evidence: Evidence) throws -> [Cause] {
        guard context.spec.kind == "nova_server", context.isDeletion else { return [] }
        let rows = try evidence.rows(
            "nova_deleted_server", ["terminated_at"], where: "id", is: context.change.key,
            cloud: context.snapshot.cloud)
        guard let row = rows.last, let instant = row.instant("terminated_at"), context.interval.contains(instant) else {
            return []
        }
        return [
            Cause(
                text: "deleted \(instant.iso8601)", at: instant,
                event: .init(kind: "nova_deleted_server", key: row.key, cloud: context.snapshot.cloud))
        ]
    }
}
