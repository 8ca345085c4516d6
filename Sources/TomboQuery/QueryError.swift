/// Why a question has no answer, and what to do about it.
public struct QueryError: Error, Sendable, CustomStringConvertible {
    /// Raw values are part of the contract and never change.
    public enum Code: String, Sendable, CaseIterable {
        case unknownSnapshot = "unknown_snapshot"
        case ambiguousSnapshot = "ambiguous_snapshot"
        case unknownKind = "unknown_kind"
        case unknownResource = "unknown_resource"
        case ambiguousResource = "ambiguous_resource"
        case unknownCloud = "unknown_cloud"
        /// A rule of `check` that is not there.
        case unknownRule = "unknown_rule"
        /// What is asked makes no sense for this resource.
        case notApplicable = "not_applicable"
    }

    public var code: Code
    public var message: String
    public var remedy: String?

    public init(_ code: Code, _ message: String, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    /// For what only one cloud has an answer to.
    static func severalClouds(_ clouds: [String], asking text: String) -> QueryError {
        QueryError(
            .ambiguousSnapshot,
            "`\(text)` names no one snapshot: there are several clouds, \(clouds.sorted().joined(separator: ", ")).",
            remedy: "Choose one with --cloud.")
    }

    public var description: String { remedy.map { "\(message)\nHint: \($0)" } ?? message }
}
