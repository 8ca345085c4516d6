import TomboRecords
import TomboStore

/// What MAAS's log says of a machine: whom it audits for an act, and what came of it by itself.
///
/// Two rules, as an audit beats the rest: `deploy by admin` says more than `Deployed`, and where the last poll saw the
/// deployment begin, only that it ended is left to tell.
struct MAASEvents: CauseRule {
    enum Part: Sendable { case audits, others }

    let part: Part

    init(_ part: Part) { self.part = part }

    func causes(of context: ChangeContext, _ evidence: Evidence) throws -> [Cause] {
        guard context.spec.kind == "maas_machine" else { return [] }
        let events = try Self.events(of: context.change.key, evidence, context.snapshot.cloud).filter { row in
            (row["level"].text == "AUDIT") == (part == .audits)
                && row.instant("created").map(context.interval.contains) ?? false
        }
        let causes = events.compactMap { cause($0, of: context) }
        return part == .audits ? causes : Self.last(causes)
    }

    private func cause(_ row: TableRow, of context: ChangeContext) -> Cause? {
        guard let act = MAASAct(row) else { return nil }
        if context.isDeletion != (act.effect == .removes) { return nil }
        if context.isCreation, act.effect != .adds { return nil }
        var cause = Self.cause(row, context.snapshot)
        if !context.isCreation, !context.isDeletion {
            guard context.changes(act.fields) else { return nil }
            cause.fields = act.fields
        }
        return cause
    }

    /// Of what MAAS did step by step, the last step of each sort: a deployment has ten.
    private static func last(_ causes: [Cause]) -> [Cause] {
        var kept: [Cause] = []
        for cause in causes {
            kept.removeAll { $0.fields == cause.fields }
            kept.append(cause)
        }
        return kept
    }

    private static let columns = ["created", "level", "type", "description", "username", "id"]

    private static func events(of machine: String, _ evidence: Evidence, _ cloud: String) throws -> [TableRow] {
        try evidence.rows("maas_event", columns, where: "node", is: machine, cloud: cloud).sorted {
            ($0["created"].text ?? "", $0["id"].integer ?? 0) < ($1["created"].text ?? "", $1["id"].integer ?? 0)
        }
    }

    /// One event in words: `deploy by admin: Started deploying 'node4'`.
    static func cause(_ row: TableRow, _ snapshot: SnapshotInfo) -> Cause {
        let user = row["username"].text
        var text = MAASAct(row)?.verb ?? row["type"].text ?? ""
        if let user { text += " by \(user)" }
        if var sentence = row["description"].text {
            // Several are put into one sentence.
            if sentence.hasSuffix(".") { sentence.removeLast() }
            text += ": \(sentence)"
        }
        return Cause(
            text: text, at: row.instant("created"), by: user,
            event: .init(kind: "maas_event", key: row.key, cloud: snapshot.cloud))
    }
}
