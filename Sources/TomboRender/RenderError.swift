import TomboRecords

/// Why an answer could not be written as asked, and what to do about it.
public struct RenderError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Raw values are part of the contract and never change.
    public enum Code: String, Sendable, CaseIterable {
        case unknownColumn = "unknown_column"
    }

    public var code: Code
    /// A sentence: what failed.
    public var message: String
    /// What to do next; begins with a verb or asks.
    public var remedy: String?

    public init(_ code: Code, _ message: String, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    static func unknownColumn(_ name: String, among known: [String]) -> RenderError {
        let list = "The columns are " + known.map { "`\($0)`" }.joined(separator: ", ") + "."
        let guess = Nearest.name(to: name, among: known).map { "Did you mean `\($0)`? " } ?? ""
        return RenderError(.unknownColumn, "The answer has no column `\(name)`.", remedy: guess + list)
    }

    public var description: String { remedy.map { "\(message)\nHint: \($0)" } ?? message }
}
