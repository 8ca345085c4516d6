/// What Cinder's scheduler still gives out of a pool.
///
/// Thin: the least of `total · max_over_subscription_ratio − provisioned`
/// and `(free − reserved) · max_over_subscription_ratio`, as the scheduler
/// asks for both. Thick: `free − reserved`. What is reserved is a share of
/// the total, rounded down. A driver that does not say what is provisioned
/// has provisioned what Cinder allocated, by the scheduler's own rule.
///
/// Source: cinder/scheduler/filters/capacity_filter.py, host_manager.py.
struct CinderPoolRoom: Sendable {
    /// MiB, as the others.
    var total: Int64?
    var free: Int64?
    var allocated: Int64?
    var provisioned: Int64?
    var ratio: Double?
    var reservedPercent: Int64?
    var isThin: Bool?

    /// MiB of the largest volume that the scheduler would accept; below 0 where more is promised than may be.
    var room: Double? {
        guard let total, let free, let isThin else { return nil }
        let gib = Double(total) / 1024
        // What a driver does not report is 0 to Cinder's scheduler, too (host_manager.py).
        let reserved = (gib * Double(reservedPercent ?? 0) / 100).rounded(.down) * 1024
        let unreserved = Double(free) - reserved
        guard isThin else { return unreserved }
        guard let ratio, let promised = provisioned ?? allocated else { return nil }
        return min(Double(total) * ratio - Double(promised), unreserved * ratio)
    }

    var reason: String? {
        if total == nil || free == nil { return "the driver reports its capacity as unknown or infinite" }
        guard let isThin else { return "whether it is thin is not known" }
        if isThin, ratio == nil { return "max_over_subscription_ratio is the driver's own affair (auto)" }
        if isThin, provisioned == nil, allocated == nil { return "what is provisioned is not known" }
        return nil
    }
}
