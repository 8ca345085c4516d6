import TomboQuery
import TomboRecords

/// The few looks a cell may have, on a terminal and in HTML.
enum Style: UInt8 {
    case plain, bold, dim, green, yellow, red, magenta

    /// The escape sequence that turns it on; only the terminal's own sixteen
    /// colours, which the reader has chosen to be legible.
    var escape: StaticString {
        switch self {
        case .plain: ""
        case .bold: "\u{1b}[1m"
        case .dim: "\u{1b}[2m"
        case .green: "\u{1b}[32m"
        case .yellow: "\u{1b}[33m"
        case .red: "\u{1b}[31m"
        case .magenta: "\u{1b}[35m"
        }
    }

    static let reset: StaticString = "\u{1b}[0m"

    /// The class of a cell in the HTML page.
    var name: StaticString {
        switch self {
        case .plain: ""
        case .bold: "key"
        case .dim: "dim"
        case .green: "good"
        case .yellow: "warn"
        case .red: "bad"
        case .magenta: "odd"
        }
    }

    func wrap(_ text: String) -> String { self == .plain ? text : "\(escape)\(text)\(Self.reset)" }
}

/// Chooses the look of the cells of one column: changes, states, severities.
///
/// By the whole word and only in columns that are called so: a server named
/// `error` is no error.
struct CellStyle {
    private enum Rule { case none, change, status }
    private let rule: Rule

    init(_ column: Answer.Column) {
        let last = column.name.split(separator: "_").last ?? ""
        rule =
            switch last {
            case "change": .change
            case "status", "state", "severity", "result", "outcome", "health": .status
            default: .none
            }
    }

    func style(_ value: Value) -> Style {
        switch (rule, value) {
        case (_, .null): .dim
        case (.change, .text(let text)): Self.changes[text] ?? .plain
        case (.status, .text(let text)): Self.words[text.lowercased()] ?? .plain
        default: .plain
        }
    }

    private static let changes: [String: Style] = ["+": .green, "-": .red, "~": .yellow, "?": .magenta]

    private static let words: [String: Style] = {
        let lists: [(Style, String)] = [
            (.green, "active up available deployed in-use complete ok healthy health_ok passed started ready online"),
            (
                .red,
                "error down fail failed critical lost health_err error_deleting broken failed_deployment unreachable"
            ),
            (.yellow, "partial warn warning health_warn degraded blocked waiting maintenance build building deploying"),
            (.yellow, "rebuild resize verify_resize migrating reboot hard_reboot stale"),
            (.magenta, "unjudged"),
            (.dim, "shutoff disabled off skip skipped info terminated suspended paused shelved shelved_offloaded"),
        ]
        var words: [String: Style] = [:]
        for (style, list) in lists {
            for word in list.split(separator: " ") { words[String(word)] = style }
        }
        return words
    }()
}
