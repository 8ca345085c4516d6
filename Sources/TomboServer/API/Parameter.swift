/// What a question takes, as the query string of its address says it.
public struct Parameter: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case text
        case flag
        case number(from: Int)
        /// One of these words.
        case choice([String])
    }

    /// As the command line calls it, with `_` for `-`.
    public var name: String
    public var kind: Kind
    /// One line, ending in a full stop.
    public var summary: String
    /// May stand several times.
    public var isRepeated: Bool
    public var isRequired: Bool

    /// A text.
    init(_ name: String, repeated: Bool = false, required: Bool = false, _ summary: String) {
        self.init(name, .text, repeated: repeated, required: required, summary)
    }

    init(_ name: String, _ kind: Kind, repeated: Bool = false, required: Bool = false, _ summary: String) {
        self.name = name
        self.kind = kind
        self.summary = summary
        isRepeated = repeated
        isRequired = required
    }
}
