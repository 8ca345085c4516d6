import Synchronization

/// Looks names up in ``RedactionRules/keys``.
enum KeyRedaction {
    /// A cloud's answers repeat a few hundred names a million times.
    private static let known = Mutex<[String: RedactionRules.KeyRule?]>([:])
    /// Names may come from users (metadata), so what is remembered is bounded.
    private static let mostKnown = 4096

    /// The last three letters of every rule's name, five bits a letter: nearly
    /// no key of an answer ends like one, and that shows sooner than it is looked up.
    private static let endings: [Bool] = {
        var endings = [Bool](repeating: false, count: 1 << 15)
        for rule in RedactionRules.keys {
            precondition(rule.name.utf8.count >= 3, "a rule's name is too short to be told by its ending")
            endings[ending(rule.name.utf8.suffix(3))] = true
        }
        return endings
    }()

    private static func ending(_ letters: some Sequence<UInt8>) -> Int {
        letters.reduce(0) { $0 << 5 | Int($1 & 31) }
    }

    /// Whether the end of a key says that no rule is for it.
    private static func isForeign(_ key: String) -> Bool {
        key.utf8.withContiguousStorageIfAvailable { bytes in
            let last = bytes.suffix(3)
            // Only letters: what is left out in comparing, or has another small form, could hide others.
            guard last.count == 3, last.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 }) else { return false }
            return !endings[ending(last)]
        } ?? false
    }

    static func rule(for key: String) -> RedactionRules.KeyRule? {
        if isForeign(key) { return nil }
        if let known = known.withLock({ $0[key] }) { return known }
        let rule = search(key)
        known.withLock { if $0.count < mostKnown { $0[key] = .some(rule) } }
        return rule
    }

    private static func search(_ key: String) -> RedactionRules.KeyRule? {
        let raw = key.lowercased()
        let plain = raw.filter { $0 != "_" && $0 != "-" && $0 != " " }
        return RedactionRules.keys.first { rule in
            rule.isSuffix
                ? raw.hasSuffix(rule.name) || plain.hasSuffix(rule.name) : raw == rule.name || plain == rule.name
        }
    }
}
