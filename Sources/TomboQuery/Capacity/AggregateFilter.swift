/// What the host aggregates of a host say about who and what may go there.
struct AggregateFilter {
    private let aggregates: [ComputeCloud.Aggregate]

    init(_ host: ComputeCloud.Host) { aggregates = host.aggregates }

    /// Why they refuse it; nil where they do not.
    ///
    /// Extra specs of the scope `aggregate_instance_extra_specs` must match a
    /// value that one of the host's aggregates has, and a host in aggregates
    /// with `filter_tenant_id` takes only these projects.
    /// Source: nova/scheduler/filters/aggregate_instance_extra_specs.py and
    /// aggregate_multitenancy_isolation.py.
    func refusal(of request: ResourceRequest, projects: Set<String>?) -> String? {
        if aggregates.isEmpty && request.aggregateSpecs.isEmpty { return nil }
        for (key, wanted) in request.aggregateSpecs.sorted(by: { $0.key < $1.key }) {
            let values = Set(aggregates.compactMap { $0.metadata[key] }.flatMap(Self.values))
            guard values.contains(where: { ExtraSpecMatch.matches($0, wanted) }) else {
                return "no aggregate of it has \(key)=\(wanted)"
            }
        }
        let tenants = tenants
        if !tenants.isEmpty, projects.map({ $0.isDisjoint(with: tenants) }) ?? true {
            return "its aggregate takes only servers of the project \(tenants.sorted().joined(separator: ", "))"
        }
        return nil
    }

    /// The only projects whose servers it takes; empty where it takes all.
    var tenants: Set<String> {
        if aggregates.isEmpty { return [] }
        return Set(
            aggregates.flatMap { aggregate in
                aggregate.metadata.filter { $0.key.hasPrefix("filter_tenant_id") }.flatMap { Self.values($0.value) }
            })
    }

    /// One value of metadata may hold several, with commas.
    private static func values(_ text: String) -> [String] {
        text.split(separator: ",").map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
    }
}

/// Compares an extra spec with what an aggregate has, operators included.
///
/// Source: nova/scheduler/filters/extra_specs_ops.py.
enum ExtraSpecMatch {
    static func matches(_ value: String, _ wanted: String) -> Bool {
        var words = wanted.split(separator: " ").map(String.init)
        guard let first = words.first else { return value == wanted }
        if first == "<or>" {
            return stride(from: 1, to: words.count, by: 2).contains { words[$0] == value }
        }
        words.removeFirst()
        func numbers(_ compare: (Double, Double) -> Bool) -> Bool {
            guard let word = words.first, let own = Double(value), let other = Double(word) else { return false }
            return compare(own, other)
        }
        func texts(_ compare: (String, String) -> Bool) -> Bool { words.first.map { compare(value, $0) } ?? false }
        switch first {
        case "=", ">=": return numbers(>=)
        case "==": return numbers(==)
        case "!=": return numbers(!=)
        case "<=": return numbers(<=)
        case "s==": return texts(==)
        case "s!=": return texts(!=)
        case "s<": return texts(<)
        case "s<=": return texts(<=)
        case "s>": return texts(>)
        case "s>=": return texts(>=)
        case "<in>": return texts { $0.contains($1) }
        case "<all-in>": return !words.isEmpty && words.allSatisfy { value.contains($0) }
        default: return value == wanted
        }
    }
}
