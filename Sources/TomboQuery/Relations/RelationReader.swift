import TomboRecords
import TomboStore

/// Follows relations in the data of one cloud at one moment, many resources at a time.
struct RelationReader {
    /// So many resources of one relation are named; the others are counted.
    static let limit = 100

    let moment: Moment
    let cloud: String
    private var specs: [RecordSpec] { moment.reader.specs }

    init(_ moment: Moment, cloud: String) {
        self.moment = moment
        self.cloud = cloud
    }

    func node(_ found: FoundResource) throws -> RelatedNode? {
        try nodes(found.spec, where: "resource_id = ?1 AND cloud = ?2", [.integer(found.id), .text(cloud)]).first
    }

    /// The resources that `values` point at.
    func targets(_ relation: Relation, _ values: [Value]) throws -> [RelatedNode] {
        if values.isEmpty { return [] }
        let arguments: [Value]
        let condition: String
        if let column = relation.reference.column {
            condition = "\"\(column)\" IN (SELECT value FROM json_each(?1)) AND cloud = ?2"
            arguments = [.text(Value.list(values).json), .text(cloud)]
        } else {
            // By the identity: its index finds a key of any kind, of one part or of several.
            condition = """
                resource_id IN (SELECT r.id FROM resource r WHERE r.key IN (SELECT value FROM json_each(?1))
                AND r.kind_id = (SELECT id FROM kind WHERE name = ?3)) AND cloud = ?2
                """
            let keys = values.map { Value.text($0.text ?? $0.json) }
            arguments = [.text(Value.list(keys).json), .text(cloud), .text(relation.to.kind)]
        }
        return try nodes(relation.to, where: condition, arguments).filter { relation.handle(of: $0) != nil }
    }

    /// The resources that point at any of `handles`, at most ``limit`` of them, and how many there are more.
    func sources(_ relation: Relation, _ handles: [Value]) throws -> (nodes: [RelatedNode], more: Int) {
        guard let first = handles.first else { return ([], 0) }
        let column = "\"\(relation.column.name)\""
        var arguments: [Value] = [.text(Value.list(handles).json), .text(cloud)]
        var condition = "\(column) IN (SELECT value FROM json_each(?1)) AND cloud = ?2"
        if relation.isNested {
            // The text is searched first: reading the JSON of every row costs some twenty times that.
            let held = relation.reference.member.map { "j.value ->> '\($0)'" } ?? "j.value"
            condition = """
                instr(\(column), ?3) > 0 AND cloud = ?2 AND EXISTS (SELECT 1 FROM json_each(\(column)) j
                WHERE \(held) IN (SELECT value FROM json_each(?1)))
                """
            arguments.append(
                .text(String((first.text.map { Value.text($0).json.dropFirst().dropLast() } ?? first.json[...]))))
        }
        if let when = relation.reference.when {
            arguments.append(.text(when.text))
            let mark = "?\(arguments.count)"
            condition +=
                when.isPrefix
                ? " AND substr(\"\(when.column)\", 1, length(\(mark))) = \(mark)" : " AND \"\(when.column)\" = \(mark)"
        }
        let found = try nodes(relation.from, where: condition, arguments, limit: Self.limit + 1)
        if found.count <= Self.limit { return (found, 0) }
        let count = try moment.reader.rows(
            "SELECT count(*) FROM \(relation.from.kind) WHERE \(condition)", arguments)
        let all = count.first?.first?.integer.map { Int($0) } ?? found.count
        return (Array(found.prefix(Self.limit)), all - Self.limit)
    }

    private func nodes(
        _ spec: RecordSpec, where condition: String, _ arguments: [Value], limit: Int? = nil
    ) throws -> [RelatedNode] {
        let columns = specs.relatedColumns(of: spec)
        let order = " ORDER BY v.\"\(spec.name)\", v.resource_id" + (limit.map { " LIMIT \($0)" } ?? "")
        let nodes = try moment.table(
            spec.kind, columns.map(\.name), cloud: cloud, where: condition, arguments, then: order
        ).map { RelatedNode(spec: spec, id: $0.id, key: $0.key, values: $0.values) }
        return nodes.sorted { a, b in
            let order = NaturalOrder.compare(a.name ?? "", b.name ?? "")
            return order != 0 ? order < 0 : NaturalOrder.compare(a.key, b.key) < 0
        }
    }
}
