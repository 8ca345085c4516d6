import TomboRecords
import TomboStore

/// Names of servers for each role, as tombo.yaml has them: `lb: [lb-*, haproxy]`.
/// `*` is any run of characters.
public typealias Roles = [String: [String]]

/// Which servers have a role: the load balancer, an API, a database.
///
/// The first that finds any decides: what the configuration says, the
/// metadata `role`, a tag, the name. So who wrote it down is believed before
/// a name is.
struct RoleFinder {
    let role: String
    let roles: Roles

    struct Match {
        var server: FoundResource
        var rule: String
    }

    func servers(_ moment: Moment, cloud: String) throws -> [Match] {
        guard let spec = moment.reader.spec("nova_server") else { return [] }
        let rows = try moment.table(spec.kind, ["name", "metadata", "tags"], cloud: cloud)
        for (isMeant, rule) in rules {
            let matches = rows.filter(isMeant).map { row in
                Match(
                    server: FoundResource(
                        spec: spec, id: row.id, cloud: cloud, key: row.key, name: row["name"].text ?? row.key),
                    rule: rule)
            }
            if !matches.isEmpty {
                return matches.sorted { NaturalOrder.compare($0.server.name, $1.server.name) < 0 }
            }
        }
        return []
    }

    /// Each server's role by its key, for tables of all servers: what the configuration, the metadata or a tag says;
    /// where nobody says, the name without its number, unless somebody said who has that role.
    static func roles(of rows: [TableRow], _ roles: Roles) -> [String: String] {
        var found: [String: String] = [:]
        // A tag of one word is a role where somebody uses the word as one.
        let words = Set(
            roles.keys.map { $0.lowercased() } + rows.compactMap { $0["metadata"]["role"].text?.lowercased() })
        for row in rows {
            let name = row["name"].text ?? ""
            let configured = roles.filter { $0.value.contains { fits(name, $0) || $0 == row.key } }.keys.min()
            let tag = row["tags"].elements.compactMap { $0.text }.lazy.compactMap { tag in
                ["role:", "role="].first { tag.lowercased().hasPrefix($0) }.map { String(tag.dropFirst($0.count)) }
                    ?? (words.contains(tag.lowercased()) ? tag : nil)
            }.first
            found[row.key] = configured ?? row["metadata"]["role"].text ?? tag
        }
        let said = Set(found.values.map { $0.lowercased() })
        for row in rows where found[row.key] == nil {
            guard let base = base(row["name"].text ?? ""), !said.contains(base) else { continue }
            found[row.key] = base
        }
        return found
    }

    /// `lb` of `lb`, `lb1`, `lb-2` and `LB_03`: the role that ``isNamed(_:_:)`` finds it under.
    private static func base(_ name: String) -> String? {
        var rest = Substring(name.lowercased())
        while let last = rest.last, last.isASCII, last.isNumber { rest.removeLast() }
        if rest.count < name.count, let last = rest.last, "-_.".contains(last) { rest.removeLast() }
        return rest.isEmpty ? nil : String(rest)
    }

    private var rules: [(isMeant: (TableRow) -> Bool, rule: String)] {
        let (role, patterns) = (role.lowercased(), roles[role] ?? [])
        return [
            ({ row in patterns.contains { Self.fits(row["name"].text ?? "", $0) || $0 == row.key } }, "tombo.yaml"),
            ({ $0["metadata"]["role"].text?.lowercased() == role }, "metadata role"),
            (
                { row in
                    row["tags"].elements.compactMap { $0.text?.lowercased() }.contains {
                        $0 == role || $0 == "role:\(role)" || $0 == "role=\(role)"
                    }
                }, "tag"
            ),
            ({ Self.isNamed($0["name"].text ?? "", role) }, "name"),
        ]
    }

    /// `lb`, `lb1`, `lb-2`, `LB_03`.
    private static func isNamed(_ name: String, _ role: String) -> Bool {
        let name = name.lowercased()
        guard name.hasPrefix(role) else { return false }
        var rest = name.dropFirst(role.count)
        if let first = rest.first, "-_.".contains(first) { rest = rest.dropFirst() }
        return rest.isEmpty ? name == role : rest.allSatisfy { $0.isASCII && $0.isNumber }
    }

    /// Whether a name fits a pattern with `*`.
    private static func fits(_ name: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return name == pattern }
        guard name.hasPrefix(parts[0]) else { return false }
        var rest = name.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }
}
