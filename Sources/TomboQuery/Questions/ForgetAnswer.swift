import TomboRecords
public import TomboStore

/// What a `forget` does or did, as an answer: one row for each snapshot that stays.
public enum ForgetAnswer {
    public static let columns: [Answer.Column] = [
        .init("seq", .integer), .init("cloud", isBrief: false), .init("label"), .init("finished_at", .instant),
        .init("reasons", .json),
    ]

    public static func answer(_ plan: ForgetPlan) -> Answer {
        var columns = Self.columns
        if Set(plan.kept.map(\.snapshot.cloud)).count > 1 { columns[1].isBrief = true }
        return Answer(
            columns: columns,
            rows: plan.kept.map { kept in
                [
                    .integer(kept.snapshot.seq), .text(kept.snapshot.cloud), Value(kept.snapshot.label),
                    .text(kept.snapshot.finishedAt.iso8601), .list(kept.reasons.map { .text($0) }),
                ]
            })
    }
}
