import Testing

@testable import TomboSources

@Suite("Rules for keys")
struct KeyRuleTests {
    /// However a key is written, its ending must not hide the rule that is for it.
    @Test("are found whatever case and separators a key has", arguments: RedactionRules.keys.map(\.name))
    func spellings(name: String) {
        let half = name.count / 2
        let parted = ["_", "-", " "].map { "\(name.prefix(half))\($0)\(name.dropFirst(half))" }
        let late = "\(name.dropLast())_\(name.suffix(1))"
        for spelling in [name, name.uppercased(), late] + parted {
            #expect(KeyRedaction.rule(for: spelling)?.name != nil, "\(spelling)")
        }
    }

    @Test("leave the keys of answers alone")
    func ordinary() {
        for key in ["hypervisor_hostname", "name", "id", "status", "", "é", "ab", "flavor"] {
            #expect(KeyRedaction.rule(for: key) == nil, "\(key)")
        }
    }
}
