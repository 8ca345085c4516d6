import TomboRecords
import TomboStore

/// The line of a log for an event that explains no change: a server that was only restarted.
enum EventLine {
    /// How the event is told: what it happened to, and what and who in the place of the cause.
    static func row(
        _ values: [Value], key: String, _ spec: RecordSpec, _ snapshot: SnapshotInfo, _ evidence: Evidence
    ) throws -> (row: DiffRow, cause: Cause?) {
        var row = DiffRow(change: .appeared, kind: spec.kind, key: key, name: key, cloud: snapshot.cloud)
        row.new = KindDiff.summary(values, spec)
        let columns = Dictionary(uniqueKeysWithValues: spec.columns.enumerated().map { ($1.name, values[$0]) })
        let table = TableRow(id: 0, key: key, values: columns)
        if let subject = spec.eventOf.flatMap(spec.column), let id = table[subject.name].text {
            let kinds = subject.references.filter { reference in
                reference.when.map { $0.holds(table[$0.column]) } ?? true
            }.map(\.kind)
            row.name = try name(of: id, kinds, snapshot, evidence)
        }
        switch spec.kind {
        case "nova_instance_action": return (row, try InstanceActions.cause(table, evidence, snapshot))
        case "nova_migration": return (row, try Migrations.cause(table, evidence, snapshot))
        case "maas_event": return (row, MAASEvents.cause(table, snapshot))
        case "juju_status_log": return (row, JujuStatusLog.cause(table, snapshot))
        default: return (row, nil)
        }
    }

    /// `server/lb`; its id where no name of it is known, as of the first kind that it may be of.
    private static func name(
        of id: String, _ kinds: [String], _ snapshot: SnapshotInfo, _ evidence: Evidence
    ) throws -> String {
        let specs = kinds.compactMap(evidence.moment.reader.spec)
        for spec in specs {
            let known = try evidence.rows(
                spec.kind, [spec.name], where: spec.key[0], is: id, cloud: snapshot.cloud, seq: snapshot.seq)
            let deleted =
                spec.kind == "nova_server" && known.isEmpty
                ? try evidence.rows("nova_deleted_server", ["name"], where: "id", is: id, cloud: snapshot.cloud) : []
            let name = (known.last?[spec.name] ?? deleted.last?["name"])?.text
            if let name { return spec.reference(name) }
        }
        return specs.first?.reference(id) ?? id
    }
}
