import TomboRecords
import TomboStore

/// The words of one language.
public struct ReportWords: Sendable {
    public let language: ReportLanguage
    private let phrases: [Phrase: String]
    private let headings: [String: String]
    private let kinds: [String: String]
    private let roles: [Graph.Role: (one: String, several: String)]

    public init(_ language: ReportLanguage) {
        self.language = language
        switch language {
        case .portuguese:
            phrases = Portuguese.phrases.merging(Portuguese.diagrams) { first, _ in first }
            (headings, kinds, roles) = (Portuguese.headings, Portuguese.kinds, Portuguese.roles)
        case .english:
            phrases = English.phrases.merging(English.diagrams) { first, _ in first }
            (headings, kinds, roles) = (English.headings, English.kinds, [:])
        }
    }

    func has(_ phrase: Phrase) -> Bool { phrases[phrase]?.isEmpty == false }

    subscript(phrase: Phrase) -> String { phrases[phrase] ?? phrase.rawValue }

    /// A sentence with what it speaks of.
    subscript(phrase: Phrase, about: String) -> String { self[phrase].replacing("%1", with: about) }

    /// What a box of a diagram is: `server`, `servers`.
    func role(_ role: Graph.Role, several: Bool = false) -> String {
        guard let words = roles[role] else { return role.rawValue + (several ? "s" : "") }
        return several ? words.several : words.one
    }

    /// A rule as `where` names it (`same FQDN: node3.maas`), in this language; names of fields stay.
    func rule(_ text: String) -> String {
        let english = ReportWords(.english)
        let known = HostRule.allCases.map(\.phrase).first { text.hasPrefix(english[$0]) }
        return known.map { self[$0] + text.dropFirst(english[$0].count) } ?? text
    }

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
        gaps.isEmpty ? nil : .warning(title: self[.incomplete], lines: lines(of: gaps))
    }

    /// A line for each reason.
    func lines(of gaps: [Gap]) -> [String] {
        GapGroup.groups(of: gaps).map { group in
            let last =
                group.first.lastComplete.map {
                    self[.lastWhole].replacing("%1", with: String($0.seq)).replacing("%2", with: $0.finishedAt.iso8601)
                } ?? self[.neverWhole]
            let reason = group.reason.isEmpty ? "" : ": \(group.reason)"
            return "\(group.place(.kinds)): \(outcome(group.first.outcome))\(reason) (\(last))"
        }
    }
}
