import TomboStore

/// Gives each original one replacement, the same wherever it stands.
///
/// Names are numbered, and a number must not tell where in the alphabet, or
/// when, a name came: so names that are met for the first time wait until
/// ``settle()`` numbers them in an order that the secret decides.
struct Pseudonyms {
    private(set) var mapping: Mapping
    private var cipher: AddressCipher
    private let forms: IdentifierForms
    private let hash: KeyedHash
    /// Every original with its replacement, and by its lower case the first of that.
    private(set) var known: [String: String] = [:]
    private var folded: [String: String] = [:]
    /// As what each was met.
    private(set) var nouns: [String: Set<String>] = [:]
    private var used: Set<String> = []
    private var pending: [String: String] = [:]
    private var highest: [String: Int] = [:]
    /// The last six digits of a UUID, which Juju makes host names of.
    private var tails: [String: String] = [:]

    init(_ mapping: Mapping) {
        self.mapping = mapping
        hash = KeyedHash(secret: mapping.secret)
        cipher = AddressCipher(hash)
        forms = IdentifierForms(hash: hash)
        for (noun, entries) in mapping.replacements {
            for (original, replacement) in entries.sorted(by: { $0.key < $1.key }) {
                remember(noun, original, replacement)
                if let number = Int(replacement.drop { !$0.isNumber }), !Self.unnumbered.contains(noun) {
                    highest[noun] = max(highest[noun] ?? 0, number)
                }
            }
        }
    }

    private static let unnumbered: Set<String> = ["address", "id", "mac"]

    private mutating func remember(_ noun: String, _ original: String, _ replacement: String) {
        known[original] = replacement
        let lower = original.lowercased()
        if folded[lower] == nil || lower == original { folded[lower] = replacement }
        nouns[original, default: []].insert(noun)
        // Addresses are permuted, so that one may well be another's replacement.
        if noun != "address" { used.insert(replacement) }
        if noun == "id", original.utf8.count == 36 { tails[String(original.suffix(6))] = String(replacement.suffix(6)) }
    }

    private mutating func keep(_ noun: String, _ original: String, _ replacement: String) {
        remember(noun, original, replacement)
        mapping.add(noun, original, replacement)
    }

    // MARK: Names

    /// The pseudonym of a name; empty while it waits to be settled.
    mutating func name(_ text: String, _ noun: String) -> String {
        if let known = known[text] {
            nouns[text, default: []].insert(noun)
            return known
        }
        if pending[text] == nil { pending[text] = noun }
        return ""
    }

    /// Replaces what waits, and returns it.
    ///
    /// No replacement is an original of this or an earlier time: it would be taken for that.
    mutating func settle() -> [String] {
        let waiting = pending.map { (text: $0.key, noun: $0.value, rank: hash.bytes("order", $0.key.utf8)) }
            .sorted { ($0.text.hasUppercase ? 1 : 0, $0.rank) < ($1.text.hasUppercase ? 1 : 0, $1.rank) }
        pending = [:]
        let originals = Set(waiting.map { $0.text.lowercased() })
        func isFree(_ made: String) -> Bool {
            let lower = made.lowercased()
            return !used.contains(made) && !originals.contains(lower) && folded[lower] == nil
        }
        for (text, noun, _) in waiting {
            var made: String?
            if noun == "id" {
                // A form of few letters may have too few others.
                for attempt in 0..<100 where made == nil {
                    made = [forms.identifier(like: text, attempt: attempt)].first(where: isFree)
                }
            } else if let near = folded[text.lowercased()] {
                made = [variant(of: near, for: text)].first(where: isFree)
            }
            while made == nil {
                let number = (highest[noun] ?? 0) + 1
                highest[noun] = number
                made = [Self.pseudonym(noun, number)].first(where: isFree)
            }
            keep(noun, text, made ?? "")
        }
        return waiting.map(\.text)
    }

    /// A name that differs from another one only in its case gets a pseudonym that does so too.
    private func variant(of replacement: String, for text: String) -> String {
        text == text.uppercased()
            ? replacement.uppercased() : replacement.prefix(1).uppercased() + replacement.dropFirst()
    }

    private static func pseudonym(_ noun: String, _ number: Int) -> String {
        switch noun {
        case "trait", "resource-class": "CUSTOM_\(noun == "trait" ? "TRAIT" : "CLASS")_\(number)"
        default: "\(noun)-\(number)"
        }
    }

    // MARK: What has a form

    mutating func address(_ address: AddressText) -> String {
        let text = address.text
        if let known = known[text] { return known }
        let made = cipher.replacement(for: address).text
        if made != text { keep("address", text, made) }
        return made
    }

    /// Nil for what is no hardware address.
    mutating func mac(_ text: String) -> String? {
        if let known = known[text] { return known }
        for attempt in 0..<1000 {
            guard let made = forms.mac(like: text, attempt: attempt) else { return nil }
            if made == text { return text }
            if !used.contains(made) {
                keep("mac", text, made)
                return made
            }
        }
        return nil
    }

    /// Another identifier of the same form; empty while it waits to be settled.
    mutating func identifier(_ text: String) -> String { name(text, "id") }

    /// The six hexadecimal digits in `juju-8e6b27-2-lxd-0`: the end of its model's UUID.
    mutating func modelTail(_ text: String) -> String { tails[text] ?? identifier(text) }
}

extension String {
    fileprivate var hasUppercase: Bool { contains(where: \.isUppercase) }
}

private func < (a: (Int, [UInt8]), b: (Int, [UInt8])) -> Bool {
    a.0 == b.0 ? a.1.lexicographicallyPrecedes(b.1) : a.0 < b.0
}
