public import TomboRecords

/// Kinds that exist only in tests: one with every type of column, one with a
/// key of two parts and a measure.
public enum TestKinds {
    public static let thing = RecordSpec(
        kind: "test_thing", summary: "A thing.", key: ["id"], name: "name", blindWhen: .init("name", "lost"),
        brief: ["name", "size"],
        columns: [
            Column("id", .text, .configuration, "Identity."), Column("name", .text, .configuration, "Name."),
            Column("size", .integer, .configuration, unit: "GiB", "Size."),
            Column("ratio", .real, .configuration, keepsKnown: true, "Ratio."),
            Column("enabled", .boolean, .status, "Whether it may be used."),
            Column("seen_by_source", .instant, .status, "A moment."), Column("tags", .set, .configuration, "Tags."),
            Column("extra", .json, .configuration, "Anything."),
            Column("load", .integer, .measure, unit: "count", "Load."),
        ], examples: [])

    public static let part = RecordSpec(
        kind: "test_part", summary: "A part of a thing.", key: ["thing", "slot"], name: "slot",
        brief: ["thing", "slot", "total"],
        columns: [
            Column("thing", .text, .configuration, "The thing."), Column("slot", .text, .configuration, "The slot."),
            Column("total", .integer, .configuration, unit: "count", "Total."),
            Column("used", .integer, .measure, unit: "count", "Used."),
        ], examples: [])

    public static let all = [thing, part]
}

extension RecordSpec {
    /// A row from the columns that matter to a test; the others are unknown.
    public func row(_ fields: [String: Value]) throws -> RecordRow {
        try RecordRow(columns.map { fields[$0.name] ?? .null }, spec: self)
    }
}
