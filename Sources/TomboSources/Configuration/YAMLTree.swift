import TomboRecords
import Yams

/// YAML with every scalar as the text it was written in: a password of digits
/// stays what somebody typed.
enum YAMLTree: Sendable, Hashable {
    case scalar(String)
    case list([YAMLTree])
    case mapping([String: YAMLTree])

    /// Reads a document; an empty one is an empty mapping.
    ///
    /// - Parameters:
    ///   - yaml: The text of the file.
    ///   - path: What an error calls it.
    ///   - keepsNull: Whether a key without a value is kept, as an empty text,
    ///     rather than left away.
    /// - Throws: ``CollectError/Code/misconfigured`` with the line. The
    ///   parser's own error quotes the file, and the file holds passwords.
    init(yaml: String, path: String, keepsNull: Bool = false) throws(CollectError) {
        do {
            self = try Yams.compose(yaml: yaml).flatMap { try Self.tree($0, keepsNull) } ?? .mapping([:])
        } catch {
            throw CollectError(
                .misconfigured, "\(path) is not YAML\(Self.place(of: error)).",
                remedy: "Correct the file; spaces, not tabs, and one space after each colon.")
        }
    }

    private static func tree(_ node: Node, _ keepsNull: Bool) throws -> YAMLTree? {
        switch node {
        case .scalar(let scalar):
            if node.null == nil { return .scalar(scalar.string) }
            return keepsNull ? .scalar("") : nil
        case .sequence(let sequence):
            return .list(try sequence.compactMap { try tree($0, keepsNull) })
        case .mapping(let mapping):
            var merged: [String: YAMLTree] = [:]
            var own: [String: YAMLTree] = [:]
            for (key, node) in mapping {
                guard let name = key.string, let value = try tree(node, keepsNull) else { continue }
                if name == "<<", case .mapping(let defaults) = value {
                    merged.merge(defaults) { _, new in new }
                } else {
                    own[name] = value
                }
            }
            return .mapping(merged.merging(own) { _, own in own })
        default:
            return nil
        }
    }

    private static func place(of error: any Error) -> String {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            " (line \(mark.line): \(problem))"
        case .duplicatedKeysInMapping(let duplicates, let context):
            " (line \(context.mark.line): \(duplicates.joined(separator: ", ")) stands twice)"
        default: ""
        }
    }

    subscript(key: String) -> YAMLTree? {
        if case .mapping(let entries) = self { return entries[key] }
        return nil
    }

    var text: String? {
        if case .scalar(let text) = self { return text }
        return nil
    }

    var entries: [String: YAMLTree] {
        if case .mapping(let entries) = self { return entries }
        return [:]
    }

    /// This tree with `other` laid over it, mapping by mapping.
    func overlaid(with other: YAMLTree) -> YAMLTree {
        guard case .mapping(let below) = self, case .mapping(let above) = other else { return other }
        return .mapping(below.merging(above) { $0.overlaid(with: $1) })
    }
}
