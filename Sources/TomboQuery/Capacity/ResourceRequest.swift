/// What one server asks of Placement: groups of resources and traits.
struct ResourceRequest: Sendable, Hashable {
    /// Resources that come from wherever the host's tree has them (the group
    /// without a suffix), or all from one provider (a group with one).
    struct Group: Sendable, Hashable {
        var suffix = ""
        var resources: [String: Int64] = [:]
        var required: Set<String> = []
        var forbidden: Set<String> = []
    }

    /// In the order of their suffixes, the one without first.
    var groups: [Group] = []
    /// `group_policy=isolate`: each group with a suffix has a provider of its own.
    var isolates = false
    /// What the host itself must not have; disabled hosts have it.
    var rootForbidden: Set<String> = ["COMPUTE_STATUS_DISABLED"]
    /// Patterns of `aggregate_instance_extra_specs:*`, which the aggregates of the host must match.
    var aggregateSpecs: [String: String] = [:]
    /// What else it asks that tombo cannot check: the answer is then an upper bound.
    var unchecked: [String] = []
    /// What is wrong with the request, so that Nova or Placement would refuse it everywhere.
    var fault: String?

    /// How much of each class one server takes, over all groups.
    var totals: [String: Int64] {
        groups.reduce(into: [:]) { sums, group in sums.merge(group.resources) { $0 + $1 } }
    }

    subscript(suffix: String) -> Group {
        get { groups.first { $0.suffix == suffix } ?? Group(suffix: suffix) }
        set {
            if let index = groups.firstIndex(where: { $0.suffix == suffix }) {
                groups[index] = newValue
            } else {
                groups.append(newValue)
                groups.sort { $0.suffix < $1.suffix }
            }
        }
    }
}
