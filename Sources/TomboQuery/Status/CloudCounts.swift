import TomboRecords
import TomboStore

/// How many resources of each kind a cloud has.
struct CloudCounts {
    struct Count {
        var spec: RecordSpec
        /// nil where nobody ever saw the kind.
        var count: Int64?
        var isComplete: Bool
        /// When the kind was last seen whole, where that is not the snapshot.
        var lastComplete: SnapshotInfo?
    }

    private(set) var counts: [Count] = []

    init(_ moment: Moment, _ gaps: [Gap]) throws {
        let byKind = Dictionary(grouping: gaps, by: \.kind)
        for spec in try moment.layersSpecs(of: moment.cloud ?? moment.snapshot.cloud) {
            let missing = byKind[spec.kind] ?? []
            var count = Count(
                spec: spec, count: try moment.reader.count(of: spec, cloud: moment.cloud ?? moment.snapshot.cloud),
                isComplete: missing.isEmpty)
            count.lastComplete = missing.compactMap(\.lastComplete).max { $0.seq < $1.seq }
            // None where nobody ever saw all of them is no figure.
            if !missing.isEmpty, count.count == 0, count.lastComplete == nil { count.count = nil }
            counts.append(count)
        }
    }

    subscript(kind: String) -> Count? { counts.first { $0.spec.kind == kind } }

    var value: Value {
        .list(
            counts.map { count in
                .object([
                    .init("layer", .text(Self.layer(count.spec))), .init("kind", .text(count.spec.kind)),
                    .init("count", Value(count.count)), .init("complete", .bool(count.isComplete)),
                    .init("last_complete", Value(count.lastComplete?.finishedAt.iso8601)),
                ])
            })
    }

    /// `nova`: the source's own service, which the name of a kind begins with.
    static func layer(_ spec: RecordSpec) -> String { String(spec.kind.prefix { $0 != "_" }) }

    /// A line or more for each layer, none longer than a narrow terminal has room for.
    var lines: Value {
        var layers: [(name: String, words: [String])] = []
        for count in counts {
            let name = Self.layer(count.spec)
            if layers.last?.name != name { layers.append((name, [])) }
            layers[layers.count - 1].words.append(Self.words(count))
        }
        var lines: [Value] = []
        for layer in layers {
            for (number, text) in Self.wrapped(layer.words).enumerated() {
                let name = layer.name == "maas" ? "MAAS" : layer.name.prefix(1).uppercased() + layer.name.dropFirst()
                lines.append(
                    .object([.init("layer", .text(number == 0 ? name : "")), .init("resources", .text(text))]))
            }
        }
        return .list(lines)
    }

    private static func words(_ count: Count) -> String {
        guard let number = count.count else { return "– \(plural(count.spec, 2))" }
        let noun = "\(number) \(plural(count.spec, number))"
        if count.isComplete { return noun }
        return count.lastComplete == nil ? "at least \(noun)" : "\(noun) (older)"
    }

    static func plural(_ spec: RecordSpec, _ number: Int64) -> String {
        let word = spec.word.replacing("-", with: " ")
        if number == 1 { return word }
        if word.hasSuffix("y"), !word.hasSuffix("ay"), !word.hasSuffix("ey") { return word.dropLast() + "ies" }
        return word.hasSuffix("s") ? word + "es" : word + "s"
    }

    static func wrapped(_ words: [String], width: Int = 62) -> [String] {
        var lines: [String] = []
        for word in words {
            if let last = lines.last, last.count + 3 + word.count <= width {
                lines[lines.count - 1] = "\(last) · \(word)"
            } else {
                lines.append(word)
            }
        }
        return lines
    }
}
