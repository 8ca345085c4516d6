import Foundation
import Testing
import TomboMigrations
import TomboRecords
import TomboTestKit

@testable import TomboStore
@testable import tombo

/// Kinds, migrations and views belong together; each test fails when one was forgotten.
@Suite("The schema")
struct SchemaTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Migrations/sql")

    @Test("has every file of the folder, once, in order, byte for byte")
    func files() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
        #expect(Migrations.all.map { $0.name + ".sql" } == files)
        for (index, migration) in Migrations.all.enumerated() {
            #expect(migration.name.hasPrefix(String(format: "%04d_", index + 1)))
            let text = try String(contentsOf: Self.folder.appending(path: migration.name + ".sql"), encoding: .utf8)
            #expect(migration.sql == text)
        }
    }

    /// Made once: an empty database costs every migration.
    private static let database = Result {
        let folder = try TemporaryFolder()
        try Store(path: folder.file("t.db"), specs: Catalog.specs).close()
        return folder
    }

    private func withSchema(_ body: (Reader) throws -> Void) throws {
        try StoreReader(path: Self.database.get().file("t.db"), specs: Catalog.specs).read(body)
    }

    @Test("has a STRICT table with the columns and types that each kind declares", arguments: Catalog.specs.map(\.kind))
    func tables(kind: String) throws {
        let spec = try #require(Catalog.specs.first { $0.kind == kind })
        try withSchema { reader in
            let columns = try reader.rows("SELECT name, type FROM pragma_table_info('\(spec.historyTable)')")
            let found = columns.compactMap { row in row[0].text.map { ($0, row[1].text ?? "") } }
            let fixed = [
                ("resource_id", "INTEGER"), ("valid_from", "INTEGER"), ("valid_to", "INTEGER"), ("digest", "BLOB"),
            ]
            let types: [ColumnType: String] = [.integer: "INTEGER", .boolean: "INTEGER", .real: "REAL"]
            let expected =
                fixed
                + spec.storedIndices.map { index in
                    (spec.columns[index].name, types[spec.columns[index].type] ?? "TEXT")
                }
            #expect(found.map { "\($0) \($1)" } == expected.map { "\($0) \($1)" })
            let sql = try reader.rows("SELECT sql FROM sqlite_master WHERE name = '\(spec.historyTable)'")[0][0].text
            #expect(sql?.hasSuffix("STRICT") == true)
        }
    }

    @Test(
        "has a view with every column of each kind, and says now where time travel looks",
        arguments: Catalog.specs.map(\.kind))
    func views(kind: String) throws {
        let spec = try #require(Catalog.specs.first { $0.kind == kind })
        try withSchema { reader in
            let names = try reader.rows("SELECT name FROM pragma_table_info('\(kind)')").compactMap(\.[0].text)
            #expect(names == ["cloud"] + spec.columns.map(\.name) + ["resource_id", "valid_from"])
            let sql = try reader.rows("SELECT sql FROM sqlite_master WHERE name = '\(kind)'")[0][0].text ?? ""
            #expect(sql.hasPrefix("CREATE VIEW \(kind) AS"))
            #expect(sql.hasSuffix("WHERE h.valid_to IS NULL"))
        }
    }

    @Test("finds versions by their interval without a scan", arguments: Catalog.specs.map(\.kind))
    func plans(kind: String) throws {
        let table = kind + "_history"
        let queries = [
            "SELECT resource_id FROM \(table) WHERE valid_from > 5 AND valid_from <= 9",
            "SELECT resource_id FROM \(table) WHERE valid_to IS NOT NULL AND valid_to > 5 AND valid_to <= 9",
            "SELECT rowid FROM \(table) WHERE resource_id = 3 AND valid_to IS NULL",
            "SELECT rowid FROM \(table) WHERE resource_id = 3 AND valid_from <= 5 ORDER BY valid_from DESC LIMIT 1",
        ]
        try withSchema { reader in
            for query in queries {
                let plan = try reader.rows("EXPLAIN QUERY PLAN \(query)").compactMap { $0.last?.text }
                #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(query): \(plan)")
            }
            // What had ended by then is told apart in the index: the table has many times what was there at any moment.
            let then = "SELECT rowid FROM \(table) h WHERE h.valid_from <= 5 AND (h.valid_to IS NULL OR h.valid_to > 5)"
            let plan = try reader.rows("EXPLAIN QUERY PLAN \(then)").compactMap { $0.last?.text }
            #expect(plan == ["SEARCH h USING COVERING INDEX \(kind)_from (valid_from<?)"])
        }
    }

    @Test("finds what a save compares with among what is alive, not among all that ever was", arguments: Catalog.specs)
    func savePlans(spec: RecordSpec) throws {
        let sql = KindSQL(spec)
        let expected = [
            sql.live: ["SCAN h USING INDEX \(spec.kind)_now", "SEARCH r USING INTEGER PRIMARY KEY (rowid=?)"],
            sql.liveByKey: [
                "SEARCH r USING INDEX sqlite_autoindex_resource_1 (key=? AND kind_id=? AND cloud_id=?)",
                "SEARCH h USING INDEX \(spec.kind)_now (resource_id=?)",
            ],
            sql.liveVersion: ["SEARCH \(sql.table) USING INDEX \(spec.kind)_now (resource_id=?)"],
            sql.lastVersion: [
                "SEARCH \(sql.table) USING INDEX sqlite_autoindex_\(sql.table)_1 (resource_id=?)"
            ],
        ]
        try withSchema { reader in
            for (query, steps) in expected {
                let bound = query.replacingOccurrences(of: "?", with: "1")
                let plan = try reader.rows("EXPLAIN QUERY PLAN \(bound)").compactMap { $0.last?.text }
                #expect(plan == steps, "\(query)")
            }
        }
    }

    @Test("has words that mean one kind each")
    func words() {
        let words = Catalog.specs.flatMap { [$0.kind] + $0.aliases }
        #expect(Set(words).count == words.count)
    }
}
