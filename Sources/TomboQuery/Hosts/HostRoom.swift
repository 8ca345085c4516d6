import TomboRecords
import TomboStore

/// What each host offers and what of it is claimed, as Placement counts:
/// `int((total - reserved) * allocation_ratio)` and the sum of the claims.
struct HostRoom {
    struct Amount {
        var total: Int64?
        var used: Int64?

        /// nil where either is not known; below 0 where more is claimed than there is.
        var free: Int64? { total.flatMap { total in used.map { total - $0 } } }
    }

    private var amounts: [String: [String: Amount]] = [:]
    /// Providers that the scheduler leaves out: `COMPUTE_STATUS_DISABLED`.
    private(set) var disabled: Set<String> = []
    private(set) var kinds: Set<String> = []

    init(_ moment: Moment, cloud: String) throws {
        guard try moment.has("placement_inventory", cloud: cloud) else { return }
        kinds = ["placement_inventory", "placement_usage", "placement_resource_provider"]
        amounts = try Self.amounts(moment, cloud: cloud)
        for row in try moment.reader.rows(
            """
            SELECT name FROM placement_resource_provider WHERE cloud = ?1
            AND EXISTS (SELECT 1 FROM json_each(traits) t WHERE t.value = 'COMPUTE_STATUS_DISABLED')
            """, [.text(cloud)])
        {
            if let name = row[0].text { disabled.insert(name) }
        }
    }

    /// Every provider's amounts by resource class.
    static func amounts(_ moment: Moment, cloud: String) throws -> [String: [String: Amount]] {
        var used: [[Value]: Int64] = [:]
        for row in try moment.reader.rows(
            "SELECT resource_provider, resource_class, used FROM placement_usage WHERE cloud = ?1", [.text(cloud)])
        {
            used[[row[0], row[1]]] = row[2].integer
        }
        var amounts: [String: [String: Amount]] = [:]
        for row in try moment.reader.rows(
            """
            SELECT resource_provider, resource_class, total, reserved, allocation_ratio FROM placement_inventory
            WHERE cloud = ?1
            """, [.text(cloud)])
        {
            guard let provider = row[0].text, let name = row[1].text else { continue }
            amounts[provider, default: [:]][name] = Amount(
                total: CloudCapacity.capacity(total: row[2], reserved: row[3], ratio: row[4]),
                used: used[[row[0], row[1]]])
        }
        return amounts
    }

    /// Of a host's own provider; unknown for a host that Placement does not have.
    func amount(_ resourceClass: String, on host: PhysicalHost) -> Amount {
        host[.placement].flatMap { amounts[$0.key]?[resourceClass] } ?? Amount()
    }
}
