import TomboRecords
import TomboStore

/// The commands that would make a resource of one kind, from what it is now; one file a kind.
///
/// They are a person's commands: names where a name is known, and what a
/// client's default is stays unsaid. A value that the service gave by itself
/// (an identity, a MAC address) is not asked for again.
protocol Recipe: Sendable {
    static var kind: String { get }
    /// The columns that ``commands(_:_:)`` reads.
    static var columns: [String] { get }
    static func commands(_ row: TableRow, _ names: RecipeNames) throws -> [String]
}

/// All of them, in the order in which a cloud is built.
enum Recipes {
    static let all: [any Recipe.Type] = [
        JujuApplicationRecipe.self, FlavorRecipe.self, ImageRecipe.self, NetworkRecipe.self, SubnetRecipe.self,
        RouterRecipe.self, SecurityGroupRecipe.self, SecurityGroupRuleRecipe.self, VolumeRecipe.self,
        ServerRecipe.self, FloatingIPRecipe.self,
    ]

    static func of(_ kind: String) -> (any Recipe.Type)? { all.first { $0.kind == kind } }
}

/// Names of the resources that others name by their identities.
struct RecipeNames {
    let moment: Moment
    let cloud: String

    /// The name of the resource with this key; the key itself where nobody knows one.
    func name(_ kind: String, _ key: Value) throws -> String? {
        guard let key = key.text, !key.isEmpty else { return nil }
        guard let spec = moment.reader.spec(kind) else { return key }
        return try moment.rows(kind, [spec.name], cloud: cloud, keys: [key]).first?[spec.name].text ?? key
    }
}

/// A command line, option by option.
struct CommandLine {
    private var words: [String]

    init(_ words: String...) { self.words = words }

    /// An option with its value; nothing where there is none.
    mutating func option(_ name: String, _ value: String?) {
        if let value, !value.isEmpty { words += [name, Shell.word(value)] }
    }

    mutating func option(_ name: String, _ value: Value) {
        switch value {
        case .text(let text): option(name, text)
        case .integer(let number): words += [name, String(number)]
        case .null: break
        case .bool, .real, .list, .object: break
        }
    }

    mutating func flag(_ name: String, _ isGiven: Bool) {
        if isGiven { words.append(name) }
    }

    mutating func argument(_ value: String?) {
        words.append(Shell.word(value ?? ""))
    }

    var text: String { words.joined(separator: " ") }
}

extension Value {
    var isTrue: Bool { self == .bool(true) || self == .integer(1) }
}
