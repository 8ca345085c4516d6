import TomboRecords
import TomboStore

/// Judges one cloud by tombo's rules.
struct CheckVerdicts {
    /// One row of the answer; a nil severity is what could not be judged.
    struct Line {
        var rule: String
        var severity: CheckRule.Severity?
        var finding: CheckBench.Finding
        var remedy: String?
        var cloud: String
    }

    let moment: Moment
    let cloud: String
    let roles: Roles
    let plan: CheckPlan
    /// The kinds that the cloud's layers have.
    let present: Set<String>
    private let gaps: [String: Gap]

    init(_ moment: Moment, cloud: String, roles: Roles, plan: CheckPlan) throws {
        self.moment = moment
        self.cloud = cloud
        self.roles = roles
        self.plan = plan
        present = Set(try moment.layersKinds(of: cloud)).subtracting(try moment.leftOut(of: cloud))
        gaps = Dictionary(try moment.gaps(present).map { ($0.kind, $0) }) { first, _ in first }
    }

    /// What a rule says; nil where the cloud has nothing that it judges.
    func lines(_ rule: CheckRule) throws -> [Line]? {
        guard rule.applies(to: present) else { return nil }
        let settings = plan.settings(of: rule)
        let severity = settings.severity ?? rule.severity
        let lacking = gaps(among: rule.needs)
        if !lacking.isEmpty { return [note(rule.name, lacking, "so nothing can be said of what it lacks")] }
        var bench = CheckBench(
            moment, cloud: cloud, rule: rule, parameters: settings.parameters, roles: roles, present: present)
        try rule.judge(&bench)
        var lines = bench.findings.sorted { NaturalOrder.compare($0.name, $1.name) < 0 }.map {
            Line(rule: rule.name, severity: severity, finding: $0, remedy: rule.remedy, cloud: cloud)
        }
        lines += notes(rule.name, Set(rule.reads + rule.alsoReads))
        for unknown in bench.unknowns {
            lines.append(
                Line(
                    rule: rule.name, severity: nil,
                    finding: .init(
                        kind: rule.kind, name: CheckWords.list(unknown.names),
                        message: "Not judged: \(CheckWords.list(unknown.names)): \(unknown.reason).",
                        evidence: .object([.init("names", .list(unknown.names.map { .text($0) }))])),
                    remedy: nil, cloud: cloud))
        }
        return lines
    }

    /// What a rule that reads these kinds cannot have seen: a line, or none.
    func notes(_ rule: String, _ kinds: Set<String>) -> [Line] {
        let gaps = gaps(among: kinds.intersection(present))
        return gaps.isEmpty ? [] : [note(rule, gaps, "so there may be more, or other, than was judged")]
    }

    private func gaps(among kinds: some Sequence<String>) -> [Gap] { kinds.sorted().compactMap { gaps[$0] } }

    private func note(_ rule: String, _ gaps: [Gap], _ consequence: String) -> Line {
        let kinds = CheckWords.list(gaps.map(\.kind), most: .max)
        return Line(
            rule: rule, severity: nil,
            finding: .init(
                kind: gaps[0].kind, name: kinds, message: "Not judged: \(kinds) \(Self.sight(gaps)), \(consequence).",
                evidence: .object([
                    .init(
                        "gaps",
                        .list(
                            gaps.map { gap in
                                .object([
                                    .init("kind", .text(gap.kind)),
                                    .init("outcome", .text(gap.outcome?.rawValue ?? "never")),
                                    .init("reason", .text(gap.reason)),
                                ])
                            }))
                ])), remedy: nil, cloud: cloud)
    }

    private static func sight(_ gaps: [Gap]) -> String {
        let verb = gaps.count == 1 ? "was" : "were"
        let known = Set(gaps.map { $0.lastComplete?.seq })
        guard known.count == 1, let seq = gaps[0].lastComplete?.seq else {
            return known == [nil] ? "\(verb) never seen whole" : "\(verb) not seen whole"
        }
        return "\(verb) last whole in snapshot \(seq)"
    }
}

extension Moment {
    /// The kinds that the configuration leaves out: nobody knows them, and nothing is missing.
    fileprivate func leftOut(of cloud: String) throws -> Set<String> {
        let rows = try reader.rows(
            """
            SELECT k.name FROM collector o JOIN cloud c ON c.id = o.cloud_id JOIN kind k ON k.id = o.kind_id
            WHERE c.name = ?1 AND 'skipped' = (
              SELECT r.outcome FROM collection_run r
              WHERE r.collector_id = o.id AND r.first_seq <= ?2
                AND (r.outcome <> 'skipped' OR substr(r.reason, 1, length(?3)) = ?3)
              ORDER BY r.first_seq DESC LIMIT 1)
            """, [.text(cloud), .integer(snapshot.seq), .text(TomboRecords.Collection.leftOutMark)])
        return Set(rows.compactMap { $0[0].text })
    }
}
