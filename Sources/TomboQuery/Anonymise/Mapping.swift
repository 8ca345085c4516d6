import TomboRecords
import TomboStore

/// What the owner of an anonymous export keeps apart from it: the secret that
/// replacements are made with, and each original with its replacement.
public struct Mapping: Sendable, Hashable {
    /// Of the file's form; raised when an older tombo could not read it.
    public static let format: Int64 = 1

    let secret: [UInt8]
    /// By noun (`server`, `address`, `id`), then by original.
    public private(set) var replacements: [String: [String: String]] = [:]

    /// A new one, with a secret that nobody else has.
    public init() {
        var random = SystemRandomNumberGenerator()
        self.init(secret: (0..<KeyedHash.secretLength).map { _ in .random(in: 0...255, using: &random) })
    }

    init(secret: [UInt8]) { self.secret = secret }

    mutating func add(_ noun: String, _ original: String, _ replacement: String) {
        replacements[noun, default: [:]][original] = replacement
    }
}

extension Mapping {
    /// Nil for a text that is no mapping file, one of a later tombo, or one in which two originals have the same
    /// replacement: it could not be translated back.
    public init?(json: String) {
        guard let value = Value(json: json), value["tombo_mapping"].integer == Self.format,
            let secret = value["secret"].text.flatMap(Self.bytes), secret.count == KeyedHash.secretLength,
            case .object(let nouns) = value["replacements"]
        else { return nil }
        self.init(secret: secret)
        var used: Set<String> = []
        for noun in nouns {
            guard case .object(let fields) = noun.value else { return nil }
            for field in fields {
                guard let replacement = field.value.text, used.insert("\(noun.key == "address")\(replacement)").inserted
                else { return nil }
                add(noun.key, field.key, replacement)
            }
        }
    }

    /// The file: one noun, and one original in it, a line, in their order.
    public var json: String {
        let secret = secret.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        let nouns = replacements.sorted { $0.key < $1.key }.map { noun, entries in
            let lines = entries.sorted { $0.key < $1.key }.map { original, replacement in
                "    \(Value.text(original).json): \(Value.text(replacement).json)"
            }
            return "  \(Value.text(noun).json): {\n\(lines.joined(separator: ",\n"))\n  }"
        }
        return """
            {"tombo_mapping": \(Self.format),
             "secret": "\(secret)",
             "replacements": {
            \(nouns.joined(separator: ",\n"))
            }}

            """
    }

    private static func bytes(_ hex: String) -> [UInt8]? {
        let digits = hex.compactMap(\.hexDigitValue)
        guard digits.count == hex.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
}
