import TomboRecords
import TomboStore

/// What a resource points at and what points at it, and one step further over the resources that only join others.
struct Relations {
    /// Sorted: what it points at in the order of its columns, then what points at it in the order of the kinds;
    /// each followed by what it leads to.
    private(set) var lines: [Related] = []
    /// The kinds that were looked into: their gaps are the answer's.
    private(set) var kinds: Set<String> = []

    private let reader: RelationReader
    private let specs: [RecordSpec]

    init(of found: FoundResource, moment: Moment) throws {
        reader = RelationReader(moment, cloud: found.cloud)
        specs = moment.reader.specs
        guard let node = try reader.node(found) else { return }
        let direct =
            try look(out: [node], via: false).map(\.related)
            + specs.relations(to: node.spec).flatMap { try look($0, to: [node], via: false) }.map(\.related)
        let known = Set(direct.compactMap(Self.identity) + [Identity(kind: node.spec.kind, key: node.key)])
        let steps = try secondSteps(direct.compactMap { $0.node?.spec.joins == true ? $0.node : nil }, from: node)
        for line in direct {
            lines.append(line)
            guard let joint = line.node, joint.spec.joins else { continue }
            // Two ports lead to the same network: both say so. What the resource itself leads to is not said again.
            lines += (steps[joint.id] ?? []).filter { step in Self.identity(step).map { !known.contains($0) } ?? true }
        }
        try settle(moment)
    }

    private struct Identity: Hashable {
        var kind: String
        var key: String
    }

    private static func identity(_ line: Related) -> Identity? {
        guard let key = line.node?.key ?? line.pointer.text else { return nil }
        return Identity(kind: line.spec.kind, key: key)
    }

    /// Lines of the second step, by the resource they go over.
    private mutating func secondSteps(_ joints: [RelatedNode], from start: RelatedNode) throws -> [Int64: [Related]] {
        var steps: [Int64: [Related]] = [:]
        for (_, group) in Dictionary(grouping: joints, by: \.spec.kind).sorted(by: { $0.key < $1.key }) {
            var found = try look(out: group, via: true)
            // A column of several values has no index, and many resources at once would be a scan each.
            for relation in specs.relations(to: group[0].spec) where !relation.isNested && relation.from != start.spec {
                found += try look(relation, to: group, via: true)
            }
            for (joint, line) in found { steps[joint.id, default: []].append(line) }
        }
        return steps
    }

    private typealias Found = (origin: RelatedNode, related: Related)

    /// What `nodes`, all of one kind, point at.
    private mutating func look(out nodes: [RelatedNode], via: Bool) throws -> [Found] {
        guard let spec = nodes.first?.spec else { return [] }
        var found: [Found] = []
        for column in spec.columns where !column.references.isEmpty {
            let relations = specs.relations(from: spec).filter { $0.column.name == column.name }
            var open: [Int64: [(value: Value, relation: Relation)]] = [:]
            var reached: [Int64: Set<Value>] = [:]
            for relation in relations {
                let values = nodes.map { (node: $0, values: relation.values(in: $0)) }
                let wanted = Set(values.flatMap(\.values))
                if wanted.isEmpty { continue }
                kinds.insert(relation.to.kind)
                let targets = try reader.targets(relation, wanted.sorted { $0.json < $1.json })
                for (node, values) in values {
                    for value in values { open[node.id, default: []].append((value, relation)) }
                    for target in targets {
                        guard let handle = relation.handle(of: target),
                            let value = values.first(where: { $0.names(handle) })
                        else { continue }
                        reached[node.id, default: []].insert(value)
                        if target.spec == node.spec, target.id == node.id { continue }
                        found.append(
                            (
                                node,
                                Related(
                                    relation: relation, direction: .out, state: .present, spec: relation.to,
                                    node: target, via: via ? node : nil)
                            ))
                    }
                }
            }
            // A value dangles when none of the kinds that it may mean has it.
            for node in nodes {
                var said: Set<Value> = reached[node.id] ?? []
                for (value, relation) in open[node.id] ?? [] where said.insert(value).inserted {
                    found.append(
                        (
                            node,
                            Related(
                                relation: relation, direction: .out, state: .missing, spec: relation.to,
                                pointer: value, via: via ? node : nil)
                        ))
                }
            }
        }
        return found
    }

    /// What points at `nodes`, all of one kind, by one relation.
    private mutating func look(_ relation: Relation, to nodes: [RelatedNode], via: Bool) throws -> [Found] {
        let handles = nodes.compactMap { node in relation.handle(of: node).map { (node: node, handle: $0) } }
        if handles.isEmpty { return [] }
        kinds.insert(relation.from.kind)
        let (sources, more) = try reader.sources(relation, handles.map(\.handle))
        var found: [Found] = []
        for (node, handle) in handles {
            for source in sources where relation.values(in: source).contains(where: { $0.names(handle) }) {
                if source.spec == node.spec, source.id == node.id { continue }
                found.append(
                    (
                        node,
                        Related(
                            relation: relation, direction: .in, state: .present, spec: relation.from, node: source,
                            via: via ? node : nil)
                    ))
            }
        }
        if more > 0, let last = handles.last?.node {
            found.append(
                (
                    last,
                    Related(
                        relation: relation, direction: .in, state: .more, spec: relation.from,
                        via: via ? last : nil, more: more)
                ))
        }
        return found
    }

    /// Calls missing only what a complete listing lacks.
    private mutating func settle(_ moment: Moment) throws {
        let missing = Set(lines.filter { $0.state == .missing }.map(\.relation.column.name))
        if missing.isEmpty { return }
        let gaps = Set(try moment.gaps(kinds).map(\.kind))
        for index in lines.indices where lines[index].state == .missing {
            let meant = lines[index].relation.column.references.map(\.kind)
            if meant.contains(where: gaps.contains) { lines[index].state = .notObserved }
        }
    }
}

extension Value {
    /// Whether a pointer means the resource with this handle: a key is kept as text, whatever the source's type.
    fileprivate func names(_ handle: Value) -> Bool { self == handle || (text ?? json) == (handle.text ?? handle.json) }
}
