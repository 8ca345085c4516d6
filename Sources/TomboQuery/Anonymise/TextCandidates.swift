/// What texts are searched for: known names, which are replaced, and the
/// software's vocabulary, which stays; the longer before the shorter.
struct TextCandidates {
    /// What a candidate of some spelling is: a name, by its original, or vocabulary, or both.
    struct Candidate {
        var length: Int
        var original: String?
        var isVocabulary = false
    }

    /// Those that begin with the same letters and digits: a cloud may have thousands, `web-1` to `web-9999`.
    private struct Family {
        /// The longest first.
        var lengths: [Int] = []
        /// By their lower case.
        var candidates: [String: Candidate] = [:]
    }

    private var families: [String: Family] = [:]

    /// A number is no name to look for, and nor is one letter: they would be found everywhere.
    mutating func add(name: String) { change(name) { $0.original = $0.original ?? name } }

    mutating func add(vocabulary word: String) { change(word) { $0.isVocabulary = true } }

    private mutating func change(_ text: String, _ body: (inout Candidate) -> Void) {
        let lower = text.lowercased()
        guard lower.count > 1, lower.first?.isWord == true, lower.contains(where: \.isLetter) else { return }
        let start = String(lower.prefix { $0.isWord })
        let length = lower.count
        var candidate = families[start]?.candidates[lower] ?? Candidate(length: length)
        body(&candidate)
        families[start, default: Family()].candidates[lower] = candidate
        if families[start]?.lengths.contains(length) == false {
            families[start]?.lengths.append(length)
            families[start]?.lengths.sort(by: >)
        }
    }

    /// Those that stand at `place` as a whole, the longest first.
    func matches(_ lower: [Character], at place: Int) -> [Candidate] {
        guard let family = families[String(lower[place...].prefix { $0.isWord })] else { return [] }
        return family.lengths.compactMap { length in
            let end = place + length
            guard end <= lower.count, end == lower.count || !lower[end].isWord else { return nil }
            return family.candidates[String(lower[place..<end])]
        }
    }
}

extension Character {
    /// Whether names go on with it; anything else ends one.
    var isWord: Bool { isLetter || isNumber }
}
