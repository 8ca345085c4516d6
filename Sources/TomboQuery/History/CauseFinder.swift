import TomboRecords
import TomboStore

/// Finds what the sources say of a change, among what tombo has of them.
struct CauseFinder {
    private let moment: Moment

    init(_ moment: Moment) { self.moment = moment }

    /// `previous` is the cloud's snapshot before the one that saw the change.
    func cause(
        of change: ResourceChange, _ spec: RecordSpec, _ previous: SnapshotInfo?, _ snapshot: SnapshotInfo
    ) throws -> Cause? {
        let interval = Interval(after: previous?.startedAt, upTo: snapshot.finishedAt)
        switch (change.old, change.new) {
        case (nil, let new?): return creation(spec, new, interval)
        case (_?, nil):
            return spec.kind == "nova_server" ? try deletion(change, snapshot, interval) : nil
        case (let old?, let new?):
            return spec.kind == "nova_server" ? try migration(change, spec, old, new, snapshot, interval) : nil
        case (nil, nil): return nil
        }
    }

    /// When something may have come about that a snapshot saw and the one before did not.
    struct Interval {
        var after: Instant?
        var upTo: Instant

        /// Clocks differ by some seconds.
        private static let slack = 30.0

        func contains(_ instant: Instant) -> Bool {
            if let after, instant < after.advanced(bySeconds: -Self.slack) { return false }
            return instant <= upTo.advanced(bySeconds: Self.slack)
        }
    }

    private static let creationColumns = ["created_at", "created"]

    private func creation(_ spec: RecordSpec, _ new: [Value], _ interval: Interval) -> Cause? {
        for name in Self.creationColumns {
            guard let index = spec.columns.firstIndex(where: { $0.name == name }),
                let instant = new[index].text.flatMap({ Instant($0) }), interval.contains(instant)
            else { continue }
            return Cause(text: "created \(instant.iso8601)", at: instant)
        }
        return nil
    }

    private func migration(
        _ change: ResourceChange, _ spec: RecordSpec, _ old: [Value], _ new: [Value], _ snapshot: SnapshotInfo,
        _ interval: Interval
    ) throws -> Cause? {
        let moved = ["host", "hypervisor_hostname", "flavor_name", "flavor_id"].filter { name in
            spec.columns.firstIndex { $0.name == name }.map { old[$0] != new[$0] } ?? false
        }
        guard !moved.isEmpty else { return nil }
        let rows = try rows(
            "nova_migration", ["migration_type", "source_compute", "dest_compute", "status", "created_at", "user_id"],
            where: "instance_uuid", is: change.key, snapshot)
        let fitting = rows.filter { row in
            row["created_at"].text.flatMap { Instant($0) }.map(interval.contains) ?? false
        }
        guard let row = fitting.last else { return nil }
        let type = row["migration_type"].text ?? "migration"
        let way = [row["source_compute"].text.map { "from \($0)" }, row["dest_compute"].text.map { "to \($0)" }]
        let words = [type] + way.compactMap(\.self) + [row["status"].text.map { "(\($0))" }].compactMap(\.self)
        return Cause(
            text: words.joined(separator: " "), at: row["created_at"].text.flatMap { Instant($0) },
            by: try user(row["user_id"].text, snapshot),
            fields: ["host", "hypervisor_hostname", "flavor_name", "flavor_id", "status", "task_state", "vm_state"])
    }

    private func deletion(_ change: ResourceChange, _ snapshot: SnapshotInfo, _ interval: Interval) throws -> Cause? {
        let rows = try rows("nova_deleted_server", ["updated", "terminated_at"], where: "id", is: change.key, snapshot)
        guard let row = rows.last,
            let instant = ["terminated_at", "updated"].lazy.compactMap({ row[$0].text.flatMap { Instant($0) } }).first,
            interval.contains(instant)
        else { return nil }
        return Cause(text: "deleted \(instant.iso8601)", at: instant)
    }

    /// Rows of a kind with a value in a column or the key, as they were in a snapshot, oldest first.
    ///
    /// From the history: the moment of the question may be another one.
    private func rows(
        _ kind: String, _ columns: [String], where column: String, is value: String, _ snapshot: SnapshotInfo
    ) throws -> [TableRow] {
        guard let spec = moment.reader.spec(kind) else { return [] }
        let columns = columns.filter { name in spec.storedIndices.contains { spec.columns[$0].name == name } }
        let isKey = spec.key == [column]
        let names = columns.map { ", h.\"\($0)\"" }.joined()
        return try moment.reader.rows(
            """
            SELECT r.id, r.key\(names) FROM \(spec.historyTable) h JOIN resource r ON r.id = h.resource_id
            JOIN cloud c ON c.id = r.cloud_id
            WHERE \(isKey ? "r.key" : "h.\"\(column)\"") = ?1 AND c.name = ?2
              AND h.valid_from <= ?3 AND (h.valid_to IS NULL OR h.valid_to > ?3) ORDER BY r.id
            """, [.text(value), .text(snapshot.cloud), .integer(snapshot.seq)]
        ).map { row in
            TableRow(
                id: row[0].integer ?? 0, key: row[1].text ?? "",
                values: Dictionary(uniqueKeysWithValues: zip(columns, row.dropFirst(2))))
        }
    }

    private func user(_ id: String?, _ snapshot: SnapshotInfo) throws -> String? {
        guard let id else { return nil }
        return try rows("keystone_user", ["name"], where: "id", is: id, snapshot).last?["name"].text ?? id
    }
}
