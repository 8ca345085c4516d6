import TomboQuery
import TomboRecords

/// What a request says of a question's parameters, checked against them.
struct Arguments: Sendable {
    private let values: [String: [String]]

    /// - Parameters:
    ///   - pairs: The query string, decoded, in its order.
    ///   - parameters: What the question takes.
    /// - Throws: ``APIError`` with status 400.
    init(_ pairs: [(name: String, value: String)], _ parameters: [Parameter]) throws(APIError) {
        var values: [String: [String]] = [:]
        for (name, value) in pairs {
            guard let parameter = parameters.first(where: { $0.name == name }) else {
                let names = parameters.map(\.name)
                throw .usage(
                    "unknown_parameter", "There is no parameter `\(name)` here.",
                    Nearest.name(to: name, among: names).map { "Did you mean `\($0)`?" }
                        ?? "The parameters are \(names.joined(separator: ", ")).")
            }
            try Self.check(value, parameter)
            values[name, default: []].append(value)
            if values[name]?.count ?? 0 > 1, !parameter.isRepeated {
                throw .usage("repeated_parameter", "`\(name)` stands twice.", "Say it once.")
            }
        }
        for parameter in parameters where parameter.isRequired && values[parameter.name] == nil {
            throw .usage(
                "missing_parameter", "`\(parameter.name)` is missing.", "Add it: `?\(parameter.name)=...`.")
        }
        self.values = values
    }

    private static func check(_ value: String, _ parameter: Parameter) throws(APIError) {
        let name = parameter.name
        switch parameter.kind {
        case .text:
            guard !value.isEmpty else { throw .usage("bad_value", "`\(name)` is empty.", "Leave it out, or fill it.") }
        case .flag:
            guard ["", "true", "false"].contains(value) else {
                throw .usage("bad_value", "`\(name)` is true or false, not `\(value)`.", "Write `\(name)=true`.")
            }
        case .number(let least):
            guard let number = Int(value), number >= least else {
                throw .usage(
                    "bad_value", "`\(name)` is a whole number from \(least) on, not `\(value)`.", "Write digits only.")
            }
        case .choice(let words):
            guard words.contains(value) else {
                throw .usage(
                    "bad_value", "`\(name)` cannot be `\(value)`.", "It is one of \(words.joined(separator: ", ")).")
            }
        }
    }

    func text(_ name: String) -> String? { values[name]?.first }
    func texts(_ name: String) -> [String] { values[name] ?? [] }
    func flag(_ name: String) -> Bool { values[name].map { $0.first != "false" } ?? false }
    func number(_ name: String) -> Int? { text(name).flatMap { Int($0) } }
    func reference(_ name: String) -> SnapshotReference? { text(name).map { SnapshotReference($0) } }

    /// The same text for the same question, in whatever order its parameters stand. The order of one parameter's
    /// values counts: of columns, for one.
    var canonical: String {
        values.sorted { $0.key < $1.key }.flatMap { name, values in
            values.map { "\(name)=\($0.utf8.count):\($0)" }
        }.joined(separator: "&")
    }

    /// Whether something in it means another thing later on: `@2 days ago`.
    var dependsOnTime: Bool { values.values.contains { $0.contains { $0.contains("@") } } }
}
