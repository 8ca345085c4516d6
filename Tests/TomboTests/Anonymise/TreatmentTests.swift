import Testing
import TomboRecords

@testable import TomboQuery
@testable import tombo

@Suite("What an anonymous export does with each column")
struct TreatmentTests {
    private static let treatments = Treatments(Catalog.specs)

    @Test("is stated for every column of every kind", arguments: Catalog.specs.map(\.kind))
    func stated(kind: String) throws {
        let spec = try Catalog.specs.named(kind)
        for column in spec.columns {
            #expect(
                Self.treatments.stated(column, in: spec) != nil,
                "\(kind).\(column.name): say in TreatmentTable what it is, or it is hidden")
        }
    }

    @Test("is the same at both ends of a reference")
    func references() throws {
        for spec in Catalog.specs {
            for column in spec.columns {
                var ends: [(name: String, treatment: Treatment?)] = []
                for reference in column.references where reference.member == nil {
                    let target = try Catalog.specs.named(reference.kind)
                    guard let held = reference.column ?? (target.key.count == 1 ? target.key[0] : nil) else { continue }
                    let end = try #require(target.column(held))
                    ends.append(("\(target.kind).\(held)", Self.treatments.stated(end, in: target)))
                }
                if ends.isEmpty { continue }
                // Of a column that points at one of several kinds: as one of them; names that are known come out alike.
                let own = Self.treatments.stated(column, in: spec)
                #expect(
                    ends.contains { $0.treatment == own },
                    "\(spec.kind).\(column.name) → \(ends.map(\.name).joined(separator: ", "))")
            }
        }
    }

    @Test("says nothing of columns that are not there")
    func stale() {
        let columns = Set(Catalog.specs.flatMap { spec in spec.columns.map { "\(spec.kind).\($0.name)" } })
        for exception in TreatmentTable.exceptions.keys { #expect(columns.contains(exception), "\(exception)") }
        let names = Set(Catalog.specs.flatMap { $0.columns.map(\.name) })
        for name in TreatmentTable.byName.keys { #expect(names.contains(name), "\(name)") }
    }

    @Test("hides a column that nobody has stated anything of")
    func unknown() {
        let column = Column("owner_phone", .text, .configuration, "Whom to call.")
        let spec = RecordSpec(
            kind: "test_thing", summary: "A thing.", key: ["id"], name: "id", brief: ["id"],
            columns: [.init("id", .text, .configuration, "Its identity."), column], examples: [])
        #expect(Self.treatments.stated(column, in: spec) == nil)
        #expect(Self.treatments.treatment(of: column, in: spec) == .hidden)
        var anonymiser = Anonymiser(Mapping(), specs: [spec])
        let table = Answer(
            columns: [.init("id"), .init("owner_phone")], rows: [["a1", "+55 11 5555"], ["a2", "mysql"]])
        let made = anonymiser.replace(table, of: spec)
        #expect(Set(made.rows.map { $0[1].text ?? "" }) == ["hidden-1", "hidden-2"])
        // In lists and objects too.
        let nested = anonymiser.replace(
            Answer(columns: [.init("x", .json)], rows: [[.object([.init("who", .list(["Ana"]))])]]), [.members])
        #expect(!nested.rows[0][0].json.contains("Ana"))
    }
}
