import TomboRecords
import TomboStore

/// A resource that a reference led to.
struct FoundResource: Hashable {
    var spec: RecordSpec
    var id: Int64
    var cloud: String
    var key: String
    var name: String

    var reference: String { spec.reference(name) }
}

/// How a person names a resource: `server/lb`, `nova_server/lb`, a key, or a
/// bare name where only one resource has it.
struct ResourceReference {
    let text: String
    private let kind: RecordSpec?
    private let name: String

    init(_ text: String, specs: [RecordSpec]) {
        self.text = text
        // A key may hold slashes (`placement_inventory/node1.maas/VCPU`): only the first one counts.
        if let slash = text.firstIndex(of: "/"), let spec = specs.called(String(text[..<slash])) {
            kind = spec
            name = String(text[text.index(after: slash)...])
        } else {
            kind = nil
            name = text
        }
    }

    /// The same words without a kind: `vault/0` is a unit's name, though there is a kind that is called vault.
    private init(bare text: String) {
        (self.text, kind, name) = (text, nil, text)
    }

    /// - Throws: ``QueryError`` with the candidates, or with the nearest name.
    func resolve(_ moment: Moment) throws -> FoundResource {
        var candidates = try self.candidates(moment)
        if candidates.isEmpty, kind != nil { candidates = try Self(bare: text).candidates(moment) }
        if candidates.count == 1 { return candidates[0] }
        if candidates.isEmpty { throw try unknown(moment) }
        let listed = candidates.prefix(8).map { found in
            let sameName = candidates.contains {
                $0.spec == found.spec && $0.name == found.name && $0.cloud == found.cloud && $0.id != found.id
            }
            return (sameName ? "\(found.spec.word)/\(found.key)" : found.reference)
                + (moment.cloud == nil && Set(candidates.map(\.cloud)).count > 1 ? " (cloud \(found.cloud))" : "")
        }
        let more = candidates.count > 8 ? " and \(candidates.count - 8) more" : ""
        throw QueryError(
            .ambiguousResource, "\(text) could be \(listed.joined(separator: ", "))\(more).",
            remedy: Set(candidates.map(\.reference)).count == 1 && Set(candidates.map(\.cloud)).count > 1
                ? "Choose the cloud with --cloud." : "Name one of them in full.")
    }

    /// As ``resolve(_:)``, and what is no more: whoever asks for a history asks for that, too.
    func resolveEver(_ moment: Moment) throws -> FoundResource {
        do {
            return try resolve(moment)
        } catch let error as QueryError where error.code == .unknownResource {
            let specs = kind.map { [$0] } ?? moment.reader.specs.filter { !$0.isPartOfAnother }
            let found = try specs.flatMap { spec in
                try moment.reader.everCalled(name, spec: spec, upTo: moment.snapshot.seq, cloud: moment.cloud).map {
                    FoundResource(spec: spec, id: $0.id, cloud: $0.cloud, key: $0.key, name: name)
                }
            }
            if found.count == 1 { return found[0] }
            if found.isEmpty { throw error }
            throw QueryError(
                .ambiguousResource,
                "\(text) was the name of \(found.map { "\($0.spec.word)/\($0.key)" }.joined(separator: ", ")).",
                remedy: "Name one of them in full.")
        }
    }

    private enum Match: CaseIterable {
        /// The key or the whole name.
        case whole
        /// `osd/3` for what is called `osd.3`.
        case withoutKind
        /// The first label of a host's name: `node3` for `node3.maas`.
        case firstLabel
    }

    /// By key or whole name first; by less where there is none.
    private func candidates(_ moment: Moment) throws -> [FoundResource] {
        let specs = kind.map { [$0] } ?? moment.reader.specs.filter { !$0.isPartOfAnother }
        for match in Match.allCases {
            var found: [FoundResource] = []
            let specs = match == .whole && kind == nil ? try moment.reader.kinds(naming: name, among: specs) : specs
            for spec in specs { found += try look(for: match, in: spec, moment) }
            if !found.isEmpty { return found }
        }
        return []
    }

    private func look(for match: Match, in spec: RecordSpec, _ moment: Moment) throws -> [FoundResource] {
        let byName: String
        switch match {
        case .whole where kind != nil || spec.key.count == 1:
            byName =
                "(\"\(spec.name)\" = ?1 OR resource_id IN (SELECT r.id FROM resource r JOIN kind k ON k.id = r.kind_id "
                + "WHERE k.name = '\(spec.kind)' AND r.key = ?1))"
        case .whole: byName = "\"\(spec.name)\" = ?1"
        case .withoutKind:
            if kind == nil { return [] }
            byName = "\"\(spec.name)\" = '\(spec.word).' || ?1"
        case .firstLabel:
            // Hosts have dotted names; a server called `a.b` is not meant by `a`.
            if !spec.namesHosts { return [] }
            byName = "\"\(spec.name)\" LIKE replace(replace(?1, '%', ''), '_', '\\_') || '.%' ESCAPE '\\'"
        }
        return try moment.reader.rows(
            """
            SELECT resource_id, cloud, (SELECT key FROM resource WHERE id = resource_id), "\(spec.name)"
            FROM \(spec.kind) WHERE \(byName) AND (?2 IS NULL OR cloud = ?2) ORDER BY cloud, 3 LIMIT 50
            """, [.text(name), Value(moment.cloud)]
        ).compactMap { row in
            guard let id = row[0].integer, let cloud = row[1].text, let key = row[2].text else { return nil }
            return FoundResource(spec: spec, id: id, cloud: cloud, key: key, name: row[3].text ?? key)
        }
    }

    private func unknown(_ moment: Moment) throws -> QueryError {
        if kind == nil, let slash = text.firstIndex(of: "/") {
            let word = String(text[..<slash])
            let words = moment.reader.specs.flatMap { [$0.kind] + $0.aliases }
            return QueryError(
                .unknownKind, "There is no kind called \(word).",
                remedy: Nearest.name(to: word, among: words).map { "Did you mean `\($0)`?" }
                    ?? "List the kinds with `tombo schema`.")
        }
        if let gone = try gone(moment) { return gone }
        let specs = kind.map { [$0] } ?? moment.reader.specs.filter { !$0.isPartOfAnother }
        var names: [String] = []
        for spec in specs {
            names += try moment.reader.rows(
                "SELECT DISTINCT \"\(spec.name)\" FROM \(spec.kind) WHERE ?1 IS NULL OR cloud = ?1",
                [Value(moment.cloud)]
            ).compactMap { $0[0].text }
        }
        let known = kind.map { "\($0.word) called \(name)" } ?? "resource called \(name)"
        return QueryError(
            .unknownResource, "Snapshot #\(moment.snapshot.seq) has no \(known).",
            remedy: Nearest.name(to: name, among: names).map { "Did you mean `\($0)`?" }
                ?? "List what there is with `tombo list \(kind?.word ?? "server")`.")
    }

    /// A name that was there at another time deserves a better word than "unknown".
    private func gone(_ moment: Moment) throws -> QueryError? {
        for spec in kind.map({ [$0] }) ?? moment.reader.specs where spec.storedIndices.contains(spec.nameIndex) {
            let rows = try moment.reader.rows(
                """
                SELECT h.valid_from, h.valid_to, c.name FROM \(spec.historyTable) h JOIN resource r ON r.id = h.resource_id
                JOIN cloud c ON c.id = r.cloud_id
                WHERE h."\(spec.name)" = ?1 AND (?2 IS NULL OR c.name = ?2) ORDER BY h.valid_from DESC LIMIT 1
                """, [.text(name), Value(moment.cloud)])
            guard let row = rows.first, let from = row[0].integer, let cloud = row[2].text else { continue }
            // The number before may be another cloud's.
            let end = (row[1].integer ?? moment.snapshot.seq + 1) - 1
            let last = try moment.reader.latest(of: cloud, upTo: end)?.seq ?? end
            let isLater = from > moment.snapshot.seq
            return QueryError(
                .unknownResource,
                "Snapshot #\(moment.snapshot.seq) has no \(spec.word) called \(name); it was "
                    + (isLater ? "first seen in #\(from)." : "last seen in #\(last)."),
                remedy: "Ask about that moment with --at '#\(isLater ? from : last)'.")
        }
        return nil
    }
}
