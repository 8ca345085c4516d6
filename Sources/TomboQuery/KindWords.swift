public import TomboRecords

extension RecordSpec {
    /// The shortest word for the kind: `server` for `nova_server`.
    public var word: String { aliases.first ?? kind }

    /// `server/lb`, in the words a person would write; `osd/3` for what Ceph calls `osd.3`.
    func reference(_ name: String) -> String {
        let prefix = word + "."
        return "\(word)/\(name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name)"
    }

    /// Known by another resource's name and a part of it: never meant by a bare name.
    var isPartOfAnother: Bool { key.count > 1 }

    /// Whether resources of the kind are called by host names, which people shorten.
    var namesHosts: Bool {
        ["hypervisor_hostname", "fqdn", "host", "hostname"].contains(name) || kind == "placement_resource_provider"
    }
}

extension [RecordSpec] {
    /// The kind that somebody means: `nova_server`, `server`, `servers`, `NOVA_SERVER`.
    public func called(_ word: String) -> RecordSpec? {
        let word = word.lowercased().replacing("-", with: "_")
        func matches(_ spec: RecordSpec, _ word: String) -> Bool {
            spec.kind == word || spec.aliases.contains { $0.replacing("-", with: "_") == word }
        }
        if let spec = first(where: { matches($0, word) }) { return spec }
        guard word.hasSuffix("s") else { return nil }
        if let spec = first(where: { matches($0, String(word.dropLast())) }) { return spec }
        if word.hasSuffix("ies") { return first { matches($0, word.dropLast(3) + "y") } }
        return nil
    }

    /// - Throws: ``QueryError`` `unknownKind` with the nearest one.
    public func named(_ word: String) throws -> RecordSpec {
        if let spec = called(word) { return spec }
        let words = flatMap { [$0.kind] + $0.aliases }
        throw QueryError(
            .unknownKind, "There is no kind called \(word).",
            remedy: Nearest.name(to: word, among: words).map { "Did you mean `\($0)`?" }
                ?? containing(word).map { "Did you mean \($0)?" } ?? "List the kinds with `tombo schema`.")
    }

    /// `compute-quota`, `network-quota` or `volume-quota` for `quotas`.
    private func containing(_ word: String) -> String? {
        let stem = word.lowercased().hasSuffix("s") ? String(word.lowercased().dropLast()) : word.lowercased()
        let names = map(\.word).filter { $0.split(separator: "-").contains { $0 == stem } }.map { "`\($0)`" }
        guard let last = names.last else { return nil }
        return names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " or " + last
    }
}
