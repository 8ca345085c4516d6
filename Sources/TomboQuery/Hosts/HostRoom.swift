import TomboRecords
import TomboStore

/// What each host offers and what of it is claimed, by the arithmetic that capacity has.
struct HostRoom {
    struct Amount {
        var total: Int64?
        var used: Int64?

        /// nil where either is not known; below 0 where more is claimed than there is.
        var free: Int64? { total.flatMap { total in used.map { total - $0 } } }
    }

    private let reader: CapacityReader?
    /// The kinds that it rests on; none where nobody asked Placement.
    let kinds: Set<String>

    init(_ moment: Moment, cloud: String) throws {
        reader = try moment.has("placement_inventory", cloud: cloud) ? CapacityReader(moment, cloud: cloud) : nil
        kinds = reader?.kinds ?? []
    }

    /// Every provider's amounts by resource class.
    static func amounts(_ moment: Moment, cloud: String) throws -> [String: [String: Amount]] {
        guard try moment.has("placement_inventory", cloud: cloud) else { return [:] }
        let cloud = try CapacityReader(moment, cloud: cloud).cloud
        var amounts: [String: [String: Amount]] = [:]
        for provider in cloud.providers {
            for (name, inventory) in zip(cloud.classes, provider.inventories) {
                guard let inventory else { continue }
                amounts[provider.name, default: [:]][name] = Amount(total: inventory.capacity, used: inventory.used)
            }
        }
        return amounts
    }

    /// Of a host's own provider and those nested in it; unknown for a host that Placement does not have, and where one
    /// of the figures is.
    func amount(_ resourceClass: String, on host: PhysicalHost) -> Amount {
        guard let reader, let key = host[.placement]?.key else { return Amount() }
        return reader.cloud.amount(resourceClass, of: reader.tree(of: key))
    }
}

extension ComputeCloud {
    /// What some providers offer of a class and what is claimed, added up; unknown where none has it.
    func amount(_ resourceClass: String, of providers: some Sequence<Int>) -> HostRoom.Amount {
        guard let number = number(of: resourceClass) else { return HostRoom.Amount() }
        let inventories = providers.compactMap { self[$0, number] }
        guard !inventories.isEmpty else { return HostRoom.Amount() }
        let used = inventories.reduce(Int64?(0)) { sum, its in sum.flatMap { sum in its.used.map { sum + $0 } } }
        return HostRoom.Amount(total: inventories.reduce(0) { $0 + $1.capacity }, used: used)
    }
}
