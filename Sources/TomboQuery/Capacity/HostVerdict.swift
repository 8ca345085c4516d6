/// How often one request fits on one host, and what stands in the way of more.
struct HostVerdict: Sendable, Hashable {
    /// nil where a figure that it needs is not known.
    var fits: Int64?
    /// The resource class that runs out first; nil where something else refuses the host.
    var limitingResource: String?
    /// Why none fits, or why it is not known.
    var reason: String?
    /// Whether the count is the most there is; otherwise it is a lower bound.
    var isProven = true

    static func refused(_ reason: String, by resource: String? = nil) -> HostVerdict {
        HostVerdict(fits: 0, limitingResource: resource, reason: reason)
    }

    static func unknown(_ reason: String) -> HostVerdict { HostVerdict(fits: nil, reason: reason) }
}
