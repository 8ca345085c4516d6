import TomboRecords
import TomboStore

/// The line of a log for an event that explains no change: a server that was only restarted.
enum EventLine {
    /// How the event is told: what it happened to, and what and who in the place of the cause.
    static func row(
        _ values: [Value], key: String, _ spec: RecordSpec, _ snapshot: SnapshotInfo, _ evidence: Evidence
    ) throws -> (row: DiffRow, cause: Cause?) {
        func value(_ column: String) -> Value {
            spec.columns.firstIndex { $0.name == column }.map { values[$0] } ?? .null
        }
        var row = DiffRow(change: .appeared, kind: spec.kind, key: key, name: key, cloud: snapshot.cloud)
        row.new = KindDiff.summary(values, spec)
        let columns = Dictionary(uniqueKeysWithValues: spec.columns.enumerated().map { ($1.name, values[$0]) })
        let table = TableRow(id: 0, key: key, values: columns)
        if let subject = spec.eventOf, let kind = spec.column(subject)?.references.first?.kind,
            let id = value(subject).text
        {
            row.name = try name(of: id, kind, snapshot, evidence)
        }
        switch spec.kind {
        case "nova_instance_action": return (row, try InstanceActions.cause(table, evidence, snapshot))
        case "nova_migration": return (row, try Migrations.cause(table, evidence, snapshot))
        default: return (row, nil)
        }
    }

    /// `server/lb`; its id where no name of it is known.
    private static func name(
        of id: String, _ kind: String, _ snapshot: SnapshotInfo, _ evidence: Evidence
    ) throws -> String {
        guard let spec = evidence.moment.reader.spec(kind) else { return id }
        let column = spec.key == ["id"] ? "id" : spec.key[0]
        let known = try evidence.rows(
            kind, [spec.name], where: column, is: id, cloud: snapshot.cloud, seq: snapshot.seq)
        let deleted =
            kind == "nova_server" && known.isEmpty
            ? try evidence.rows("nova_deleted_server", ["name"], where: "id", is: id, cloud: snapshot.cloud) : []
        return spec.reference((known.last?[spec.name] ?? deleted.last?["name"] ?? .null).text ?? id)
    }
}
