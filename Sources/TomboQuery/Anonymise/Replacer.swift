/// Replaces what a text says, by its treatment.
struct Replacer {
    var names: Pseudonyms
    private var candidates = TextCandidates()

    init(_ mapping: Mapping) {
        names = Pseudonyms(mapping)
        for word in WellKnown.words { candidates.add(vocabulary: word) }
        for (original, nouns) in names.nouns where nouns != ["address"] { addCandidate(original) }
    }

    mutating func text(_ text: String, _ treatment: Treatment) -> String {
        if text.isEmpty { return text }
        switch treatment {
        case .kept: return text
        case .name(let noun): return whole(text) ?? names.name(text, noun)
        case .host(let noun): return host(text, noun)
        case .id: return identifier(text)
        case .address: return AddressText(text).map { names.address($0) } ?? composed(text, "host", of: nil)
        case .mac: return names.mac(text) ?? names.name(text, "mac")
        case .custom(let noun): return custom(text, noun)
        case .prose, .members, .keyed: return prose(text)
        case .hidden: return names.name(text, "hidden")
        case .message: return rewrite(text, .message, of: nil)
        case .composed(let noun, let nouns): return composed(text, noun, of: nouns)
        }
    }

    /// Gives what is new its replacement; false where nothing was.
    mutating func settle() -> Bool {
        let new = names.settle()
        for original in new { addCandidate(original) }
        return !new.isEmpty
    }

    /// A word that stays where it stands in a text.
    mutating func keepWord(_ word: String) { candidates.add(vocabulary: word) }

    private mutating func addCandidate(_ original: String) {
        // Domains are met with their dot, identifiers by their form.
        if original.first == "." || Self.isLongHexadecimal(original) { return }
        candidates.add(name: original)
    }

    // MARK: Whole values

    /// The replacement of what is known, or has a form, as a whole.
    private mutating func whole(_ text: String) -> String? {
        if WellKnown.holds(text) { return text }
        if let known = names.known[text] { return known }
        if let address = AddressText(text) { return names.address(address) }
        if text.utf8.count == 17, let mac = names.mac(text) { return mac }
        if Self.isLongHexadecimal(text) { return names.identifier(text) }
        return jujuLabel(text) ?? knownHost(text)
    }

    private mutating func identifier(_ text: String) -> String {
        if WellKnown.holds(text) || text.allSatisfy(\.isNumber) { return text }
        if let juju = jujuLabel(text) { return juju }
        // ovnmeta-3ae55bce-…: made of another one.
        if text.utf8.count > 36, Self.isLongHexadecimal(String(text.suffix(36))) {
            return composed(text, "id", of: nil)
        }
        return names.identifier(text)
    }

    private mutating func prose(_ text: String) -> String {
        if let whole = whole(text) { return whole }
        // Numbers that count something; a longer one may be somebody's.
        if text.count <= 4, text.allSatisfy({ $0.isNumber || $0 == "." }) { return text }
        return text.allSatisfy(\.isWhitespace) ? text : names.name(text, "text")
    }

    private mutating func custom(_ text: String, _ noun: String) -> String {
        let isStandard = !text.hasPrefix("CUSTOM_") && text.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "_" }
        if !isStandard { return names.name(text, noun) }
        keepWord(text)
        return text
    }

    // MARK: Hosts

    /// Each label of a domain is replaced alike wherever it stands, so that what was under one stays together.
    mutating func host(_ text: String, _ noun: String) -> String {
        if let address = AddressText(text) { return names.address(address) }
        if WellKnown.holds(text) { return text }
        guard text.allSatisfy({ $0.isWord || "-_.".contains($0) }) else { return composed(text, noun, of: nil) }
        var labels = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if labels.count == 1 { return whole(text) ?? names.name(text, noun) }
        for index in labels.indices where !labels[index].isEmpty {
            let label = labels[index]
            labels[index] =
                index == 0 ? whole(label) ?? names.name(label, noun) : names.name("." + label.lowercased(), "domain")
        }
        return labels.joined(separator: ".")
    }

    private mutating func knownHost(_ text: String) -> String? {
        guard let dot = text.firstIndex(of: "."), dot != text.startIndex else { return nil }
        let labels = text[text.index(after: dot)...].lowercased().split(
            separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy({ names.known[".\($0)"] != nil }) else { return nil }
        return host(text, "host")
    }

    /// `juju-8e6b27-2-lxd-0`: a machine that Juju made, called after its model and its own number.
    private mutating func jujuLabel(_ text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count > 2, parts[0] == "juju", parts[1].count == 6, parts[1].allSatisfy(\.isHexDigit),
            parts.dropFirst(2).allSatisfy({ $0 == "lxd" || $0 == "kvm" || (!$0.isEmpty && $0.allSatisfy(\.isNumber)) })
        else { return nil }
        let tail = names.modelTail(String(parts[1]))
        return ([parts[0], tail[...]] + parts.dropFirst(2)).joined(separator: "-")
    }

    // MARK: Texts with names in them

    private enum Unknown {
        /// Words stay, what may name something does not.
        case message
        /// All that is not known is a name of this noun.
        case name(String)
    }

    private mutating func composed(_ text: String, _ noun: String, of nouns: Set<String>?) -> String {
        rewrite(text, .name(noun), of: nouns)
    }

    private mutating func rewrite(_ text: String, _ unknown: Unknown, of nouns: Set<String>?) -> String {
        let characters = Array(text)
        let lower = characters.flatMap { Array($0.lowercased()) }
        // A letter whose lower case is two: places would no longer fit.
        guard lower.count == characters.count else { return names.name(text, "text") }
        var made = ""
        var place = 0
        while place < characters.count {
            guard characters[place].isWord else {
                made.append(characters[place])
                place += 1
                continue
            }
            let (replacement, length) = piece(characters, lower, place, unknown, nouns)
            made += replacement
            place += length
        }
        return made
    }

    /// What stands for the piece that begins at `place`, and how long that is.
    private mutating func piece(
        _ characters: [Character], _ lower: [Character], _ place: Int, _ unknown: Unknown, _ nouns: Set<String>?
    ) -> (String, Int) {
        func run(_ accepts: (Character) -> Bool) -> String {
            var run = String(characters[place...].prefix(while: accepts))
            while let last = run.last, !last.isWord { run.removeLast() }
            return run
        }
        if let (made, length) = formed(run) { return (made, length) }
        let host = run { ($0.isASCII && $0.isWord) || $0 == "-" || $0 == "." }
        if let juju = jujuLabel(String(host.prefix { $0 != "." })) {
            let known = knownHost(host)
            return (known ?? juju, known == nil ? host.prefix { $0 != "." }.count : host.count)
        }
        if let known = knownHost(host) { return (known, host.count) }
        for candidate in candidates.matches(lower, at: place) {
            let piece = String(characters[place..<place + candidate.length])
            if let original = candidate.original {
                let met = names.nouns[original] ?? []
                if nouns?.isDisjoint(with: met) != true {
                    return (names.name(piece, met.min() ?? "word"), piece.count)
                }
            }
            if candidate.isVocabulary { return (piece, piece.count) }
        }
        let token = run { $0.isWord || "-_.".contains($0) }
        let word = String(token.prefix { $0.isWord })
        if Self.isNumber(word) { return (word, word.count) }
        if Self.standardTraits.contains(where: { token.hasPrefix($0) }) { return (token, token.count) }
        if token.hasPrefix("CUSTOM_") { return (names.name(token, "trait"), token.count) }
        switch unknown {
        case .message:
            return (token.allSatisfy(\.isLetter) ? token : names.name(token, "word"), token.count)
        case .name(let noun):
            if token.count == 1 || WellKnown.holds(token) { return (token, token.count) }
            return (names.name(token, noun), token.count)
        }
    }

    /// What is told by its form: an address, a hardware address, a UUID or another long hexadecimal number.
    private mutating func formed(_ run: ((Character) -> Bool) -> String) -> (String, Int)? {
        let address = run { $0.isHexDigit || $0 == ":" || $0 == "." || $0 == "/" }
        if address.utf8.count == 17, let mac = names.mac(address) { return (mac, 17) }
        // 10.0.0.1:8774 and 10.0.0.1/metrics end before what is no address.
        for end in [address, String(address.prefix { $0 != "/" }), String(address.prefix { $0 != ":" && $0 != "/" })] {
            if let parsed = AddressText(end) { return (names.address(parsed), end.count) }
        }
        let hexadecimal = run { $0.isHexDigit || $0 == "-" }
        for end in [String(hexadecimal.prefix(36)), String(hexadecimal.prefix { $0 != "-" })]
        where Self.isLongHexadecimal(end) {
            return (names.identifier(end), end.count)
        }
        return nil
    }

    private static let standardTraits = ["HW_", "COMPUTE_", "MISC_", "STORAGE_", "OWNER_"]

    /// A UUID, or 12 and more hexadecimal digits of which some are letters, or 32.
    private static func isLongHexadecimal(_ text: String) -> Bool {
        let digits = text.filter { $0 != "-" }
        guard digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return false }
        if digits.count == text.count {
            return digits.count >= 32
                || (digits.count >= 12 && !digits.allSatisfy(\.isNumber) && digits.contains(where: \.isNumber))
        }
        let groups = text.split(separator: "-", omittingEmptySubsequences: false).map(\.count)
        return groups == [8, 4, 4, 4, 12]
    }

    /// `4`, `10GiB`, `30s`.
    private static func isNumber(_ text: String) -> Bool {
        let measure = String(text.drop(while: \.isNumber))
        guard measure.count < text.count else { return false }
        return [
            "", "s", "ms", "m", "h", "d", "B", "kB", "KB", "MB", "GB", "TB", "K", "M", "G", "T", "KiB", "MiB", "GiB",
            "TiB", "x",
        ].contains(measure)
    }
}
