public import TomboRecords

/// What kinds are there, and what do their columns mean? About the program,
/// not about a snapshot.
public enum SchemaAnswer {
    public static func kinds(_ specs: [RecordSpec]) -> Answer {
        Answer(
            columns: [
                .init("kind"), .init("words", .set), .init("meaning"), .init("columns", .integer, isBrief: false),
                .init("key", .set, isBrief: false), .init("example", isBrief: false),
            ],
            rows: specs.map { spec in
                [
                    .text(spec.kind), Value(spec.aliases), .text(spec.summary), .integer(Int64(spec.columns.count)),
                    Value(spec.key), Value(spec.examples.first?.sql),
                ]
            })
    }

    public static func columns(of spec: RecordSpec) -> Answer {
        Answer(
            columns: [
                .init("column"), .init("type"), .init("class"), .init("unit"), .init("meaning"),
                .init("references", isBrief: spec.columns.contains { $0.references != nil }),
            ],
            rows: spec.columns.map { column in
                [
                    .text(column.name), .text(column.type.rawValue), .text(column.fieldClass.rawValue),
                    Value(column.unit), .text(column.summary), Value(column.references),
                ]
            })
    }
}
