/// The ways an answer can be written; raw values are what `-f` takes.
public enum OutputFormat: String, Sendable, CaseIterable {
    case table, json, ndjson, csv, tsv, value, yaml, markdown, html

    /// Whether people rather than programs read it: brief columns, local
    /// times, `yes` and `no`. The others have every column, and UTC.
    public var isForPeople: Bool {
        switch self {
        case .table, .markdown, .html: true
        case .json, .ndjson, .csv, .tsv, .value, .yaml: false
        }
    }

    /// Whether the output itself names its snapshot and gaps. Where it does
    /// not, only ``Renderer/footer(_:options:)`` does.
    public var carriesEvidence: Bool {
        switch self {
        case .json, .yaml, .markdown, .html: true
        case .table, .ndjson, .csv, .tsv, .value: false
        }
    }

    /// What an HTTP answer in this format is called.
    public var mediaType: String {
        switch self {
        case .table, .value: "text/plain; charset=utf-8"
        case .json: "application/json"
        case .ndjson: "application/x-ndjson"
        case .csv: "text/csv; charset=utf-8"
        case .tsv: "text/tab-separated-values; charset=utf-8"
        case .yaml: "application/yaml"
        case .markdown: "text/markdown; charset=utf-8"
        case .html: "text/html; charset=utf-8"
        }
    }
}
