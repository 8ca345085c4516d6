/// Prometheus' text format 0.0.4, written in groups: HELP and TYPE once, then all samples of a name.
///
/// https://prometheus.io/docs/instrumenting/exposition_formats/
struct MetricsText: Sendable {
    enum Kind: String { case gauge, counter }

    private(set) var text = ""

    struct Sample {
        var labels: [(String, String)]
        /// nil is unknown, and is left out: a 0 would be a claim.
        var value: Double?

        init(_ value: Double?, _ labels: [(String, String)] = []) {
            self.value = value
            self.labels = labels
        }
    }

    /// Writes one group; nothing at all where nothing is known.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        let known = samples.compactMap { sample in sample.value.map { (sample.labels, $0) } }
        if known.isEmpty { return }
        text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
        for (labels, value) in known {
            text += name
            if !labels.isEmpty {
                text += "{" + labels.map { "\($0)=\"\(Self.escaped($1, quotes: true))\"" }.joined(separator: ",") + "}"
            }
            text += " \(Self.number(value))\n"
        }
    }

    /// In a help text `\` and line breaks are escaped, in the value of a label `"` as well.
    static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    /// Whole numbers without a point, as far as a double holds them exactly.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value == value.rounded() && value.magnitude < 0x1p53 ? String(Int64(value)) : String(value)
    }
}

extension MetricsText.Sample {
    init(_ value: Int, _ labels: [(String, String)] = []) { self.init(Double(value), labels) }
}
