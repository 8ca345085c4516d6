public import TomboRecords
import TomboStore

/// What a shell may offer where a name is asked for.
public enum Completion: Sendable {
    case snapshots, ranges, kinds, kindsAndViews, resources, clouds
    /// Rules of `check`: tombo's own.
    case rules
    /// Columns of the kind that the command line names.
    case columns

    /// No shell shows more, and a person reads far fewer.
    static let limit = 500

    /// Candidates that are known without a database.
    public func fixed(_ specs: [RecordSpec], words: [String]) -> [String] {
        switch self {
        case .kinds: specs.flatMap { $0.aliases + [$0.kind] }
        case .kindsAndViews: specs.flatMap { $0.aliases + [$0.kind] } + ViewSpec.all.map(\.name)
        case .columns: words.lazy.compactMap { specs.called($0) }.first?.columns.map(\.name) ?? []
        case .rules: CheckRules.all.map(\.name)
        case .snapshots, .ranges, .resources, .clouds: []
        }
    }

    /// Candidates from the database that begin with `prefix`; of snapshots and clouds all.
    public func candidates(_ moment: Moment, prefix: String) throws -> [String] {
        switch self {
        case .kinds, .kindsAndViews, .columns, .rules: return []
        case .clouds: return try moment.reader.clouds()
        case .snapshots: return try Self.snapshots(moment)
        case .ranges:
            let known = try Self.snapshots(moment)
            guard let dots = prefix.firstRange(of: "..") else { return known }
            return known.map { prefix[..<dots.upperBound] + $0 }
        case .resources: return try Self.resources(moment, prefix: prefix)
        }
    }

    /// Names first, as they are remembered; then the newest numbers.
    private static func snapshots(_ moment: Moment) throws -> [String] {
        let numbers = try moment.reader.rows(
            """
            SELECT seq FROM snapshot WHERE ?1 IS NULL OR cloud_id = (SELECT id FROM cloud WHERE name = ?1)
            ORDER BY seq DESC LIMIT 20
            """, [Value(moment.cloud)])
        let labels = try moment.reader.labels(cloud: moment.cloud)
        return ["latest", "latest~1"] + labels.suffix(limit) + numbers.compactMap { $0[0].integer.map { "#\($0)" } }
    }

    /// `server/lb` once the kind is begun, bare names too where no kind is.
    private static func resources(_ moment: Moment, prefix: String) throws -> [String] {
        let specs = moment.reader.specs
        if let slash = prefix.firstIndex(of: "/") {
            let word = String(prefix[..<slash])
            guard let spec = specs.called(word) else { return [] }
            return try names(of: spec, from: String(prefix[prefix.index(after: slash)...]), moment).map {
                "\(word)/\($0)"
            }
        }
        var found: [String] = []
        for spec in specs {
            for word in spec.aliases + [spec.kind] where !prefix.isEmpty && word.hasPrefix(prefix) {
                found += try names(of: spec, from: "", moment).map { "\(word)/\($0)" }
            }
            if !spec.isPartOfAnother { found += try names(of: spec, from: prefix, moment) }
            if found.count > limit { break }
        }
        return found
    }

    /// Names that begin with `start`, by their index; those that a shell would have to quote are left out.
    private static func names(of spec: RecordSpec, from start: String, _ moment: Moment) throws -> [String] {
        // A part is called by its whole key.
        let column = spec.isPartOfAnother ? "(SELECT key FROM resource WHERE id = resource_id)" : "\"\(spec.name)\""
        return try moment.reader.rows(
            """
            SELECT DISTINCT \(column) AS name FROM \(spec.kind)
            WHERE \(column) >= ?1 AND \(column) < ?1 || char(0x10FFFF) AND (?2 IS NULL OR cloud = ?2)
            ORDER BY 1 LIMIT \(limit)
            """, [.text(start), Value(moment.cloud)]
        ).compactMap { $0[0].text }.filter(isPlain)
    }

    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "-_./:+@%=,".unicodeScalars.contains(scalar)
            }
    }
}
