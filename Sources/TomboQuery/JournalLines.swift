import TomboRecords
import TomboStore

extension Moment {
    /// The one resource that a person means, in the words that the journal keeps; also one that is gone.
    ///
    /// - Throws: ``QueryError``.
    public func resource(_ text: String) throws -> (cloud: String, kind: String, key: String, name: String) {
        let found = try ResourceReference(text, specs: reader.specs).resolveEver(self)
        return (found.cloud, found.spec.kind, found.key, found.spec.reference(found.name))
    }
}

extension JournalEntry {
    /// As `show` and `snapshots` tell it.
    var value: Value {
        .object([.init("at", .text(at.iso8601)), .init("author", .text(author)), .init("text", .text(body))])
    }

    static let sectionColumns: [Answer.Column] = [.init("at", .instant), .init("author"), .init("text")]

    /// As a log tells it: one line, in the words of who wrote it.
    func row(_ spec: RecordSpec?, name: String?) -> DiffRow {
        var row = DiffRow(change: .noted, kind: kind ?? "snapshot", key: key, name: name, cloud: cloud)
        switch action {
        case .note: row.name = seq.map { "#\($0)" }
        case .annotate: row.name = name ?? key
        case .forget: row.kind = "history"
        }
        row.new = .text(action == .forget ? ForgetRecord(json: body).map(Self.said) ?? body : body)
        return row
    }

    private static func said(_ record: ForgetRecord) -> String {
        "forgotten: \(record.snapshots) snapshots, \(record.versions) versions (\(record.policy))"
    }
}
