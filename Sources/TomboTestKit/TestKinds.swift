public import TomboRecords

/// Kinds that exist only in tests: one with every type of column, one with a
/// key of two parts and a measure.
public enum TestKinds {
    public static let thing = RecordSpec(
        kind: "test_thing", summary: "A thing.", key: ["id"], name: "name", brief: ["name", "size"],
        columns: [
            Column("id", .text, "Identity."), Column("name", .text, "Name."),
            Column("size", .integer, unit: "GiB", "Size."), Column("ratio", .real, "Ratio."),
            Column("enabled", .boolean, .status, "Whether it may be used."),
            Column("seen_by_source", .instant, .status, "A moment."), Column("tags", .set, "Tags."),
            Column("extra", .json, "Anything."), Column("load", .integer, .measure, unit: "count", "Load."),
        ], examples: [])

    public static let part = RecordSpec(
        kind: "test_part", summary: "A part of a thing.", key: ["thing", "slot"], name: "slot",
        brief: ["thing", "slot", "total"],
        columns: [
            Column("thing", .text, "The thing."), Column("slot", .text, "The slot."),
            Column("total", .integer, unit: "count", "Total."),
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
