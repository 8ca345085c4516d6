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
