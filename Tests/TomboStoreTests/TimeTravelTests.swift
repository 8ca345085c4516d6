import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

@Suite("Time travel")
struct TimeTravelTests {
    /// Four moments, as the lab has four stages.
    private func history() throws -> TestStore {
        let store = try TestStore()
        try store.save([things([:])], label: "tarefa-1")
        try store.save([things(["client": 1])], label: "tarefa-2")
        try store.save([things(["client": 1, "node4": 4])], label: "tarefa-3")
        try store.save([things(["client": 2, "api": 3])], label: "tarefa-4")
        return store
    }

    static let query = "SELECT t.name, t.size, t.cloud, (SELECT count(*) FROM test_thing) FROM test_thing t ORDER BY 1"

    @Test("shows the same SQL at four moments")
    func fourMoments() throws {
        let store = try history()
        let reader = try store.reader()
        let expected: [String: [[Value]]] = [
            "tarefa-1": [], "tarefa-2": [["client", 1, "lab", 1]],
            "tarefa-3": [["client", 1, "lab", 2], ["node4", 4, "lab", 2]],
            "tarefa-4": [["api", 3, "lab", 2], ["client", 2, "lab", 2]],
        ]
        for (label, rows) in expected {
            let found = try reader.read { reader in
                let snapshot = try #require(try reader.snapshots(labelled: label).first)
                try reader.travel(to: snapshot)
                return try reader.query(Self.query).rows
            }
            #expect(found == rows, "\(label)")
        }
    }

    @Test("reaches views that are made of views")
    func views() throws {
        let store = try history()
        try store.store.pool.write {
            try $0.execute(sql: "CREATE VIEW big_thing AS SELECT name FROM test_thing WHERE size > 1")
        }
        try store.reader().read { reader in
            for (seq, names) in [(3, ["node4"]), (2, []), (4, ["api", "client"])] as [(Int64, [String])] {
                let snapshot = try #require(try reader.snapshot(seq: seq))
                try reader.travel(to: snapshot)
                #expect(try reader.rows("SELECT name FROM big_thing ORDER BY 1").compactMap(\.[0].text) == names)
            }
        }
    }

    @Test("ends with the answer")
    func ends() throws {
        let store = try history()
        let reader = try store.reader()
        try reader.read { try $0.travel(to: #require(try $0.snapshot(seq: 1))) }
        #expect(try reader.read { try $0.rows("SELECT count(*) FROM test_thing") } == [[2]])
    }

    @Test("survives that the file shrinks while it is open")
    func shrinks() throws {
        let store = try TestStore()
        let names = (0..<4000).map { "a thing with a rather long name, of which there are many, number \($0)" }
        _ = try store.save([things(Dictionary(uniqueKeysWithValues: names.map { ($0, 1) }))])
        _ = try store.save([things([names[0]: 1])])
        let reader = try store.reader()
        let count = "SELECT count(*), count(DISTINCT name) FROM test_thing"
        try reader.read { reader in
            try reader.travel(to: #require(try reader.snapshot(seq: 1)))
            #expect(try reader.rows(count) == [[4000, 4000]])
        }
        try store.store.pool.write { try $0.execute(sql: "DELETE FROM test_thing_history WHERE valid_to IS NOT NULL") }
        let size = try store.store.compact()
        #expect(size.after < size.before - 1_000_000)
        try reader.read { reader in
            try reader.travel(to: #require(try reader.snapshot(seq: 1)))
            #expect(try reader.rows(count) == [[1, 1]])
        }
        #expect(try reader.read { try $0.rows("PRAGMA integrity_check") } == [["ok"]])
    }
}
