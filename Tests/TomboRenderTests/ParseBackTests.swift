import Foundation
import Testing
import TomboQuery
import TomboRecords
import TomboRender

/// What a machine format says, read back by a reader that is not ours or not
/// the writer's, is what the answer was.
@Suite("machine formats read back") struct ParseBackTests {
    private let answer = Samples.nasty

    /// `value` as a machine format gives it: moments in UTC, NaN unknown.
    private func machine(_ row: Int, _ column: Int) -> Value {
        let value = answer.rows[row][column]
        if case .real(let real) = value, real.isNaN { return .null }
        return value
    }

    @Test("JSON: every row has every column, with the values and types it had")
    func json() throws {
        let text = try Renderer.render(answer, as: .json, options: Samples.options)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(Set(document.keys) == ["snapshot", "complete", "gaps", "rows"])
        #expect(document["complete"] as? Bool == false)
        let snapshot = try #require(document["snapshot"] as? [String: Any])
        #expect(snapshot["seq"] as? Int == 4)
        #expect(snapshot["taken_at"] as? String == "2026-11-23T19:20:08Z")
        let gaps = try #require(document["gaps"] as? [[String: Any]])
        #expect(gaps.map { $0["kind"] as? String } == ["nova_server", "ceph_osd", "maas_machine"])
        #expect(gaps.allSatisfy { $0.count == 7 })
        #expect(gaps[2]["last_complete"] is NSNull)
        let rows = try #require(document["rows"] as? [[String: Any]])
        #expect(rows.count == answer.rows.count)
        for (index, row) in rows.enumerated() {
            #expect(row.count == answer.columns.count)
            for (column, head) in answer.columns.enumerated() {
                #expect(JSON.matches(try #require(row[head.name]), machine(index, column)), "\(index) \(head.name)")
            }
        }
    }

    @Test("NDJSON: a document a line, the same as in JSON")
    func ndjson() throws {
        let text = try Renderer.render(answer, as: .ndjson)
        let lines = text.split(separator: "\n")
        #expect(lines.count == answer.rows.count)
        for (index, line) in lines.enumerated() {
            let row = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            for (column, head) in answer.columns.enumerated() {
                #expect(JSON.matches(try #require(row[head.name]), machine(index, column)), "\(index) \(head.name)")
            }
        }
    }

    @Test("keys stand in the order of the columns")
    func keyOrder() throws {
        let json = try Renderer.render(answer, as: .json)
        let keys = json.split(separator: "\n").filter { $0.hasPrefix("      \"") }.compactMap {
            $0.split(separator: "\"").dropFirst().first.map(String.init)
        }
        #expect(Array(keys.suffix(answer.columns.count)) == answer.columns.map(\.name))
    }

    @Test("JSON without snapshot and rows says so")
    func emptyJSON() throws {
        let text = try Renderer.render(Answer(columns: []), as: .json)
        #expect(text == "{\n  \"snapshot\": null,\n  \"complete\": true,\n  \"gaps\": [],\n  \"rows\": []\n}\n")
    }

    @Test("CSV: unknown is empty, an empty text is quoted, the rest comes back")
    func csv() throws {
        let records = CSV.parse(try Renderer.render(answer, as: .csv))
        #expect(records.first?.map(\.text) == answer.columns.map(\.name))
        #expect(records.count == answer.rows.count + 1)
        for (index, record) in records.dropFirst().enumerated() {
            #expect(record.count == answer.columns.count)
            for (column, field) in record.enumerated() {
                switch machine(index, column) {
                case .null: #expect(field == .init(text: "", isQuoted: false))
                case .text("2026-01-01T02:59:59.500Z"): #expect(field.text == "2026-01-01T02:59:59.500Z")
                case .text(let text):
                    #expect(field.text.utf8.elementsEqual(text.utf8))
                    if text.isEmpty { #expect(field.isQuoted) }
                case let value: #expect(field.text == value.json)
                }
            }
        }
    }

    @Test("TSV: a line a row, a tab between fields, and all of it comes back")
    func tsv() throws {
        let lines = try Renderer.render(answer, as: .tsv).split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(lines.count == answer.rows.count + 1)
        for (index, line) in lines.dropFirst().enumerated() {
            #expect(line.count == answer.columns.count)
            for (column, field) in line.enumerated() {
                switch machine(index, column) {
                case .null: #expect(field == "\\N")
                case .text(let text): #expect(TSV.unescape(field).utf8.elementsEqual(text.utf8))
                case let value: #expect(TSV.unescape(field) == value.json)
                }
            }
        }
    }

    @Test("value: a line a row whatever is in it")
    func value() throws {
        let text = try Renderer.render(answer, as: .value)
        #expect(text.utf8.count(where: { $0 == UInt8(ascii: "\n") }) == answer.rows.count)
        let notes = try Renderer.render(answer, as: .value, options: .init(columns: ["host"]))
        #expect(notes.hasPrefix("node3.maas\n\na|b\n"))
    }

    @Test("what SQLite keeps as numbers comes out as what the column says")
    func normalized() throws {
        let answer = Answer(
            columns: [.init("at", .instant), .init("on", .boolean), .init("when", .instant)],
            rows: [[1_795_461_608_000, 1, "2026-11-23 19:20:08.000000+00:00"]])
        #expect(
            try Renderer.render(answer, as: .ndjson)
                == "{\"at\":\"2026-11-23T19:20:08Z\",\"on\":true,\"when\":\"2026-11-23T19:20:08Z\"}\n")
        #expect(
            try Renderer.render(answer, as: .table, options: .init(noHeader: true, utc: true))
                == "2026-11-23 19:20:08Z  yes  2026-11-23 19:20:08Z\n")
    }
}
