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

/// When the source says that it last changed something, from the kind's stamp. It does not say by whom.
struct UpdateTimes: CauseRule {
    func causes(of context: ChangeContext, _ evidence: Evidence) -> [Cause] {
        guard !context.isCreation, let new = context.change.new, let old = context.change.old else { return [] }
        for index in context.spec.stampIndices where old[index] != new[index] {
            guard let instant = new[index].text.flatMap({ Instant($0) }), context.interval.contains(instant) else {
                continue
            }
            return [Cause(text: "updated \(instant.iso8601)", at: instant)]
        }
        return []
    }
}
