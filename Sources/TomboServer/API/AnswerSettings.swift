import TomboQuery

/// What the configuration adds to a question.
struct AnswerSettings: Sendable {
    /// Names of servers for each role of each cloud.
    var roles: [String: [String: [String]]] = [:]
    /// Settings of the checks, and rules of one's own.
    var checks = CheckPlan()
    /// Another text for each configuration and each start of the program: part of what names an answer.
    var edition = ""
}
