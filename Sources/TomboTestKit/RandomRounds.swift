public import TomboRecords

/// Rounds of the test's kinds as chance has them: partial and failed listings, things that wander between two
/// sources, kinds and sources that come late.
public enum RandomRounds {
    public static func collections(step: Int, using random: inout Seed) throws -> [TomboRecords.Collection] {
        var collections: [TomboRecords.Collection] = []
        for source in ["one", "two"] {
            for spec in TestKinds.all {
                // The second source, and the second kind, come late; sometimes one is not asked at all.
                if source == "two", step < 3 || spec == TestKinds.part { continue }
                if spec == TestKinds.part, step < 2 { continue }
                let chance = Int.random(in: 0..<10, using: &random)
                if chance == 0 { continue }
                let rows = try rows(spec, prefix: source, using: &random)
                let result: TomboRecords.Collection.Result =
                    switch chance {
                    case 1: .failed(.init(.timedOut, "It hung."))
                    case 2: .skipped(reason: "not due")
                    case 3, 4: .partial(rows, reason: "page 2 failed")
                    default: .complete(rows)
                    }
                collections.append(.init(source: source, spec: spec, result: result))
            }
        }
        return collections.shuffled(using: &random)
    }

    private static func rows(_ spec: RecordSpec, prefix: String, using random: inout Seed) throws -> [RecordRow] {
        var rows: [RecordRow] = []
        for number in 0..<6 where Int.random(in: 0..<3, using: &random) > 0 {
            // One thing in six wanders between the sources.
            let id = number == 0 ? "shared" : "\(prefix)-\(number)"
            let fields: [String: Value] = [
                "id": .text(id), "name": .text("n\(Int.random(in: 0..<3, using: &random))"),
                "size": Bool.random(using: &random) ? .null : .integer(Int64.random(in: 0..<3, using: &random)),
                "ratio": .real(Double(Int.random(in: 0..<3, using: &random)) / 2),
                "enabled": .bool(Bool.random(using: &random)),
                "tags": .list(["p", "q", "r"].shuffled(using: &random)),
                "extra": .object([.init("x", .integer(Int64.random(in: 0..<2, using: &random)))]),
                "load": .integer(Int64.random(in: -5..<5, using: &random)),
                "thing": .text(id), "slot": .text("s/\(number)"), "total": .integer(Int64(number % 2)),
                "used": Bool.random(using: &random) ? .null : .integer(Int64.random(in: 0..<9, using: &random)),
            ]
            rows.append(try spec.row(fields))
        }
        return rows.shuffled(using: &random)
    }
}
