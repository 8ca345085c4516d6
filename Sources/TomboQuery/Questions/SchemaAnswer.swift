public import TomboRecords

/// What kinds and views are there, and what do their columns mean? About the
/// program, not about a snapshot.
public enum SchemaAnswer {
    public static func kinds(_ specs: [RecordSpec]) -> Answer {
        Answer(
            columns: [
                .init("kind"), .init("type"), .init("words", .set), .init("meaning"),
                .init("columns", .integer, isBrief: false),
                .init("key", .set, isBrief: false), .init("example", isBrief: false),
            ],
            rows: specs.map { spec in
                [
                    .text(spec.kind), "kind", Value(spec.aliases), .text(spec.summary),
                    .integer(Int64(spec.columns.count)),
                    Value(spec.key), Value(spec.examples.first?.sql),
                ]
            }
                + ViewSpec.all.map { view in
                    [
                        .text(view.name), "view", [], .text(view.summary),
                        .integer(Int64(view.columns.count)), .null, Value(view.examples.first?.sql),
                    ]
                })
    }

    public static func columns(of view: ViewSpec) -> Answer { columns(view.columns) }
    public static func columns(of spec: RecordSpec) -> Answer { columns(spec.columns) }

    private static func columns(_ columns: [Column]) -> Answer {
        Answer(
            columns: [
                .init("column"), .init("type"), .init("class"), .init("unit"),
                .init("references", isBrief: columns.contains { !$0.references.isEmpty }), .init("meaning"),
            ],
            rows: columns.map { column in
                [
                    .text(column.name), .text(column.type.rawValue), .text(column.fieldClass.rawValue),
                    Value(column.unit),
                    column.references.isEmpty
                        ? .null : .text(column.references.map(\.sentence).joined(separator: ", ")),
                    .text(column.summary),
                ]
            })
    }
}
