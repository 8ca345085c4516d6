public import TomboRecords

/// The statements with which any kind is written, made from its spec.
///
/// Table and column names come from specs, which are program text; values are
/// always bound.
struct KindSQL {
    let table: String
    private let now: String
    let insertVersion: String
    let closeVersions: String

    init(_ spec: RecordSpec) {
        table = spec.historyTable
        now = "\(spec.kind)_now"
        let names = spec.storedIndices.map { "\"\(spec.columns[$0].name)\"" }
        let columns = ["resource_id", "valid_from", "digest"] + names
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        insertVersion = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
        closeVersions = "UPDATE \(table) SET valid_to = ? WHERE rowid IN (SELECT value FROM json_each(?))"
    }

    static let insertResource = """
        INSERT INTO resource (cloud_id, kind_id, key, collector_id) VALUES (?, ?, ?, ?)
        ON CONFLICT (cloud_id, kind_id, key) DO NOTHING
        """

    /// What a collector has alive of this kind, in the order of the resources.
    ///
    /// From the index of what is now, and in no other order: begun at
    /// `resource`, each kind of each poll would go through all that ever was.
    var live: String {
        """
        SELECT r.key, r.id, h.rowid, h.digest FROM \(table) h INDEXED BY \(now)
        CROSS JOIN resource r ON r.id = h.resource_id
        WHERE h.valid_to IS NULL AND r.collector_id = ? ORDER BY h.resource_id
        """
    }

    /// The same of one resource, by the cloud, kind and key of its identity and by its collector.
    var liveByKey: String {
        """
        SELECT r.key, r.id, h.rowid, h.digest FROM resource r
        CROSS JOIN \(table) h INDEXED BY \(now) ON h.resource_id = r.id AND h.valid_to IS NULL
        WHERE r.cloud_id = ? AND r.kind_id = ? AND r.key = ? AND r.collector_id = ?
        """
    }

    var liveVersion: String {
        "SELECT rowid, digest, valid_from FROM \(table) WHERE resource_id = ? AND valid_to IS NULL"
    }

    /// What a resource was last, whether it is alive or not.
    var lastVersion: String {
        "SELECT rowid, digest, valid_to FROM \(table) WHERE resource_id = ? ORDER BY valid_from DESC LIMIT 1"
    }
}

extension RecordSpec {
    /// The migration that a new kind starts from: history table, indexes, and
    /// the view of what is now. `scripts/new-kind` prints it; a test holds
    /// the shipped ones to the same columns, checks and view.
    public var sketch: String {
        let types: [ColumnType: (Column) -> String] = [
            .text: { _ in "TEXT" }, .integer: { _ in "INTEGER" }, .real: { _ in "REAL" },
            .boolean: { "INTEGER CHECK (\($0.name) IN (0, 1))" }, .instant: { _ in "TEXT" },
            // json_valid(NULL) is 0 in SQLite 3.40, and unknown is allowed.
            .set: { "TEXT CHECK (\($0.name) IS NULL OR json_valid(\($0.name)))" },
            .json: { "TEXT CHECK (\($0.name) IS NULL OR json_valid(\($0.name)))" },
        ]
        let stored = storedIndices.map { index -> String in
            let column = columns[index]
            var type = types[column.type]?(column) ?? "TEXT"
            if keyIndices.contains(index) { type += " NOT NULL" }
            return "  \(column.name) \(type),"
        }
        let shown = columns.indices.map { index -> String in
            let column = columns[index]
            if column.fieldClass == .measure {
                return "(SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = "
                    + "'\(column.name)') AS \(column.name)"
            }
            return storedIndices.contains(index)
                ? "h.\(column.name)"
                : (column.type == .integer ? "CAST(r.key AS INTEGER)" : "r.key") + " AS \(column.name)"
        }
        return """
            -- \(summary)
            CREATE TABLE \(historyTable) (
              resource_id INTEGER NOT NULL REFERENCES resource(id),
              valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
              valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
              digest BLOB NOT NULL CHECK (length(digest) = 16),
            \(stored.joined(separator: "\n"))
              UNIQUE (resource_id, valid_from)
            ) STRICT;
            CREATE UNIQUE INDEX \(kind)_now ON \(historyTable)(resource_id) WHERE valid_to IS NULL;
            CREATE INDEX \(kind)_from ON \(historyTable)(valid_from, valid_to);
            CREATE INDEX \(kind)_to ON \(historyTable)(valid_to) WHERE valid_to IS NOT NULL;
            CREATE VIEW \(kind) AS
            SELECT c.name AS cloud, \(shown.joined(separator: ",\n  ")),
              h.resource_id, h.valid_from
            FROM \(historyTable) h
            JOIN resource r ON r.id = h.resource_id
            JOIN cloud c ON c.id = r.cloud_id
            WHERE h.valid_to IS NULL;

            """
    }
}
