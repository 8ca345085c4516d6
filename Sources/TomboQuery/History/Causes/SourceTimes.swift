import TomboRecords
import TomboStore

/// When the source says that something was made. It does not say by whom.
struct CreationTimes: CauseRule {
    private static let columns = ["created_at", "created"]

    func causes(of context: ChangeContext, _ evidence: Evidence) -> [Cause] {
        guard context.isCreation else { return [] }
        for name in Self.columns {
            guard let instant = context[name].text.flatMap({ Instant($0) }), context.interval.contains(instant) else {
                continue
            }
            return [Cause(text: "created \(instant.iso8601)", at: instant)]
        }
        return []
    }
}

/// When the source says that it last changed something, from the kind's stamps. It does not say by whom.
struct UpdateTimes: CauseRule {
    func causes(of context: ChangeContext, _ evidence: Evidence) -> [Cause] {
        guard !context.isCreation, let new = context.change.new, let old = context.change.old else { return [] }
        let columns = context.spec.columns
        // Where some columns have a stamp of their own, the one of the whole says nothing of them.
        let own = Set(context.spec.stampIndices.flatMap { columns[$0].stampOf })
        return context.spec.stampIndices.compactMap { index in
            guard old[index] != new[index], let instant = new[index].text.flatMap({ Instant($0) }),
                context.interval.contains(instant)
            else { return nil }
            if !columns[index].stampOf.isEmpty {
                let fields = Set(columns[index].stampOf)
                return Cause(text: "since \(instant.iso8601)", at: instant, fields: fields)
            }
            let fields = own.isEmpty ? nil : Set(columns.map(\.name)).subtracting(own)
            return Cause(text: "updated \(instant.iso8601)", at: instant, fields: fields)
        }
    }
}
