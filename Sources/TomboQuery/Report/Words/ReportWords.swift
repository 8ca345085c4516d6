import TomboRecords
import TomboStore

/// The words of one language.
public struct ReportWords: Sendable {
    public let language: ReportLanguage
    private let phrases: [Phrase: String]
    private let headings: [String: String]
    private let kinds: [String: String]

    public init(_ language: ReportLanguage) {
        self.language = language
        switch language {
        case .portuguese: (phrases, headings, kinds) = (Portuguese.phrases, Portuguese.headings, Portuguese.kinds)
        case .english: (phrases, headings, kinds) = (English.phrases, [:], English.kinds)
        }
    }

    func has(_ phrase: Phrase) -> Bool { phrases[phrase]?.isEmpty == false }

    subscript(phrase: Phrase) -> String { phrases[phrase] ?? phrase.rawValue }

    /// The heads of columns that the language has words for, by the columns' stable names.
    public var columnHeadings: [String: String] { headings }
    /// What stands before the number of a table, a figure and a picture to be taken.
    public var tableWord: String { self[.table] }
    public var figureWord: String { self[.figure] }
    public var screenshotWord: String { self[.screenshot] }
    public var yesWord: String { self[.yes] }
    public var noWord: String { self[.no] }

    /// `servidor`; the kind's own name where there is no word for it.
    func kind(_ kind: String) -> String { kinds[kind] ?? kind }

    private func outcome(_ outcome: CollectionOutcome?) -> String {
        switch outcome {
        case .partial: self[.partial]
        case .failed: self[.failed]
        case .skipped: self[.notAsked]
        case .complete, nil: self[.neverAsked]
        }
    }

    /// Nil where nothing is missing.
    func warning(of gaps: [Gap]) -> ReportBlock? {
        if gaps.isEmpty { return nil }
        let lines = GapGroup.groups(of: gaps).map { group in
            let last =
                group.first.lastComplete.map {
                    self[.lastWhole].replacing("%1", with: String($0.seq)).replacing("%2", with: $0.finishedAt.iso8601)
                } ?? self[.neverWhole]
            let reason = group.reason.isEmpty ? "" : ": \(group.reason)"
            return "\(group.place(.kinds)): \(outcome(group.first.outcome))\(reason) (\(last))"
        }
        return .warning(title: self[.incomplete], lines: lines)
    }
}
