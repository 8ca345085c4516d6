import TomboQuery
import TomboRecords
import TomboSources

/// What `doctor` answers: one row for each thing that was looked at.
struct DoctorAnswer {
    private(set) var rows: [(cloud: String?, row: DoctorRow)] = []
    private var isReachable = false

    mutating func add(_ report: DoctorReport, of cloud: String) {
        rows += report.rows.map { (cloud, $0) }
        if report.isReachable { isReachable = true }
    }

    mutating func add(_ added: [DoctorRow]) { rows += added.map { (nil, $0) } }

    var answer: Answer {
        let clouds = Set(rows.compactMap(\.cloud))
        return Answer(
            columns: [
                .init("status"), .init("cloud", isBrief: clouds.count > 1), .init("check"), .init("subject"),
                .init("detail"), .init("remedy", isBrief: false),
            ],
            rows: rows.map { cloud, row in
                [
                    .text(row.status.rawValue), Value(cloud), .text(row.check.rawValue), .text(row.subject),
                    .text(row.detail), Value(row.remedy),
                ]
            })
    }

    /// What to do about each warning and failure; what helps two is said once.
    var remedies: [String] {
        var remedies: [String] = []
        for (_, row) in rows where row.status == .warn || row.status == .fail {
            if let remedy = row.remedy, !remedies.contains(remedy) { remedies.append(remedy) }
        }
        return remedies
    }

    var status: ExitStatus {
        if !isReachable { return .nothingCollected }
        return rows.contains { $0.row.status == .fail } ? .no : .done
    }
}
