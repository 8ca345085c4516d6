import Synchronization

/// Looks names up in ``RedactionRules/keys``.
enum KeyRedaction {
    /// A cloud's answers repeat a few hundred names a million times.
    private static let known = Mutex<[String: RedactionRules.KeyRule?]>([:])
    /// Names may come from users (metadata), so what is remembered is bounded.
    private static let mostKnown = 4096

    static func rule(for key: String) -> RedactionRules.KeyRule? {
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
