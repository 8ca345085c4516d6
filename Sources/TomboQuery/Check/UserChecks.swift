import TomboRecords
import TomboStore

/// Runs the rules that a person wrote, each a SELECT over the views.
enum UserChecks {
    /// Long enough for a join over 100,000 servers, too short to hold a report up.
    static let deadline: Duration = .seconds(5)
    /// A rule that finds more says nothing that a person could read.
    static let most = 10_000

    /// - Throws: `StoreError` `badQuery` with the rule's place, where SQLite refuses the SQL, or it lacks a column.
    static func lines(
        _ rule: CheckPlan.UserRule, _ moment: Moment, deadline: Duration = deadline
    ) throws -> [CheckVerdicts.Line] {
        let result: Reader.LimitedRows
        do {
            result = try moment.reader.query(rule.sql, within: deadline, most: most)
        } catch let error as StoreError where error.code == .badQuery {
            throw StoreError(
                .badQuery, "The `sql` of \(rule.place) is not right. \(error.message)", remedy: error.remedy)
        }
        func place(_ column: String) -> Int? { result.columns.firstIndex { $0.lowercased() == column } }
        guard let name = place("name"), let message = place("message") else {
            throw StoreError(
                .badQuery,
                "The `sql` of \(rule.place) gives the columns \(result.columns.joined(separator: ", ")), "
                    + "and a rule needs `name` and `message`.",
                remedy: "Name them with AS: SELECT name, 'no backup' AS message FROM nova_server.")
        }
        let (kind, cloud) = (place("kind"), place("cloud"))
        let others = result.columns.indices.filter { ![name, message, kind, cloud].contains($0) }
        func words(_ value: Value) -> String { value.isNull ? "unknown" : value.text ?? value.json }
        let own = moment.cloud ?? (moment.snapshots.count == 1 ? moment.snapshot.cloud : "")
        var lines = result.rows.map { row in
            CheckVerdicts.Line(
                rule: rule.name, severity: rule.severity,
                finding: .init(
                    kind: kind.flatMap { row[$0].text } ?? "", name: words(row[name]), message: words(row[message]),
                    evidence: .object(others.map { .init(result.columns[$0], row[$0]) })),
                remedy: rule.remedy, cloud: cloud.flatMap { row[$0].text } ?? own)
        }
        let reason: String? =
            switch result.end {
            case .complete: nil
            case .late: "the SELECT took longer than \(deadline.components.seconds) s and was stopped"
            case .tooMany: "the SELECT gives more than \(most) rows; the first of them stand here"
            }
        if let reason {
            lines.append(
                .init(
                    rule: rule.name, severity: nil,
                    finding: .init(
                        kind: "", name: rule.name, message: "Not judged: \(reason).", evidence: .object([])),
                    remedy: nil, cloud: own))
        }
        return lines
    }
}
