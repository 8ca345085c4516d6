import TomboQuery
import TomboRecords

/// One question of the command line, over HTTP: `GET /api/v1/<name>`.
///
/// From the list of these come the routes, the checks of parameters and the
/// OpenAPI document. To add a question: a file in `Questions/`, and a line in ``all``.
public struct QuestionRoute: Sendable {
    /// The command's name.
    public var name: String
    /// One line, ending in a full stop.
    public var summary: String
    /// Beside those that every question has: see ``allParameters``.
    public var parameters: [Parameter]
    /// Whether it is asked about one snapshot, so that there is `at`.
    var isOfMoment = true
    /// Whether the history, the configuration and the parameters are all that its answer comes from: then it holds
    /// until one of them changes. An age does not, nor what somebody's SQL does with the time or with chance.
    var followsFromHistory: @Sendable (AnswerSettings) -> Bool = { _ in true }
    var answer: @Sendable (Asked) throws -> Answer

    init(
        _ name: String, _ summary: String, _ parameters: [Parameter] = [], isOfMoment: Bool = true,
        followsFromHistory: @escaping @Sendable (AnswerSettings) -> Bool = { _ in true },
        answer: @escaping @Sendable (Asked) throws -> Answer
    ) {
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.isOfMoment = isOfMoment
        self.followsFromHistory = followsFromHistory
        self.answer = answer
    }

    /// In the order of the command line.
    public static let all: [QuestionRoute] = [
        .status, .snapshots, .list, .show, .whereIs, .hosts, .impact, .capacity, .fit, .whatIf, .fragmentation,
        .storage, .forecast, .check, .explain, .diff, .log, .blame, .verify, .sql, .schema,
    ]

    public var path: String { "/api/v1/\(name)" }

    public static let formats = ["json", "ndjson", "csv", "tsv", "yaml", "markdown"]

    static let at = Parameter(
        "at", "The snapshot to ask about: latest, latest~2, #4, a label, @2026-05-12T14:00, @2 days ago.")

    /// What it takes, with what every question does.
    public var allParameters: [Parameter] {
        parameters + (isOfMoment ? [Self.at] : []) + [
            Parameter("cloud", "Only this cloud, as the database calls it."),
            Parameter("format", .choice(Self.formats), "How the answer is written; json by default."),
            Parameter("column", repeated: true, "A column to show, where not all are wanted."),
            Parameter("sort_column", "The column to sort by."),
        ]
    }
}

/// A question with everything that answering it takes.
struct Asked {
    var archive: Archive
    var arguments: Arguments
    var specs: [RecordSpec]
    /// Names of servers for each role of each cloud, as tombo.yaml says.
    var roles: [String: [String: [String]]]
    /// Settings of the checks, and rules of one's own, as tombo.yaml says.
    var checks: CheckPlan

    /// Answers about the snapshot of `at`.
    func answer(_ question: some Question) throws -> Answer {
        try archive.answer(question, at: arguments.reference("at"))
    }

    func required(_ name: String) -> String { arguments.text(name) ?? "" }
}
