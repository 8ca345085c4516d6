import ArgumentParser
import Foundation
import TomboQuery
import TomboRecords

extension CompletionKind {
    /// Names from the program and the database of the command line that is being written.
    ///
    /// Says nothing when something is wrong: a shell would show it in the middle of a line.
    static func names(_ completion: Completion) -> CompletionKind {
        .custom { words, _, prefix in
            let fixed = completion.fixed(Catalog.specs, words: words)
            guard fixed.isEmpty else { return fixed.filter { $0.hasPrefix(prefix) } }
            guard
                let path = try? GlobalOptions.databasePath(
                    db: value(of: "--db", in: words), config: value(of: "--config", in: words)),
                let archive = try? Archive(
                    path: path, specs: Catalog.specs,
                    cloud: completion == .clouds ? nil : value(of: "--cloud", in: words),
                    clock: LocalClock(now: .now), migrates: false),
                let candidates = try? archive.moment({ try completion.candidates($0, prefix: prefix) })
            else { return [] }
            return candidates.filter { $0.hasPrefix(prefix) }
        }
    }

    /// The value of an option in an unfinished line; bash gives `--db=x` as three words.
    static func value(of option: String, in words: [String]) -> String? {
        for (index, word) in words.enumerated() {
            if word.hasPrefix(option + "=") { return expanded(String(word.dropFirst(option.count + 1))) }
            guard word == option else { continue }
            var rest = words.dropFirst(index + 1)
            if rest.first == "=" { rest = rest.dropFirst() }
            return rest.first.map(expanded).flatMap { $0.isEmpty ? nil : $0 }
        }
        return nil
    }

    /// A word as the shell would hand it over, as far as a path needs it.
    private static func expanded(_ word: String) -> String {
        let bare = word.filter { $0 != "\"" && $0 != "'" && $0 != "\\" }
        guard bare.hasPrefix("~/") else { return bare }
        return (ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()) + bare.dropFirst()
    }
}
