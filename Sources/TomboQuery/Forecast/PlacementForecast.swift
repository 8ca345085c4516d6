import TomboRecords
import TomboStore

/// What servers claim of each resource class, in the cloud and in each host aggregate as it is now.
///
/// Sums promise room to nobody: that they end is certain, that a server fits until then is not.
enum PlacementForecast {
    static let kinds: Set<String> = ["placement_allocation", "placement_inventory"]

    static func items(_ window: HistoryWindow) throws -> [ForecastItem] {
        let (moment, cloud) = (window.moment, window.cloud)
        guard try moment.has("placement_allocation", cloud: cloud) else { return [] }
        let groups = try aggregates(moment, cloud)
        let series = try window.sums(of: "placement_allocation", ["resource_provider", "resources"]) { values in
            let provider = values[0].text ?? ""
            guard case .object(let fields) = values[1] else { return [:] }
            var amounts: [String: Double] = [:]
            for field in fields {
                let amount = field.value.real ?? 0
                amounts[key(nil, field.key)] = amount
                for (name, providers) in groups where providers.contains(provider) {
                    amounts[key(name, field.key)] = amount
                }
            }
            return amounts
        }
        let none = try window.days(of: "placement_allocation")
        let amounts = try HostRoom.amounts(moment, cloud: cloud)
        let shared = try HypervisorDisk(moment, cloud: cloud)
        var items: [ForecastItem] = []
        let everywhere = (name: String?.none, providers: Set(amounts.keys))
        let scopes = [everywhere] + groups.map { (name: $0.name, providers: $0.providers) }
        for (group, providers) in scopes {
            let own = amounts.filter { providers.contains($0.key) }
            let classes = Set(own.values.flatMap(\.keys)).sorted { ResourceOrder.precedes($0, $1) }
            for name in classes {
                let (capacity, note) = Self.capacity(name, own, shared)
                items.append(
                    ForecastItem(
                        resource: name, scope: group.map { "aggregate \($0)" } ?? "cloud", measure: measure(name),
                        series: series[key(group, name)] ?? none, capacity: capacity,
                        reason: capacity == nil ? "a figure of an inventory is not known" : note))
            }
        }
        return items
    }

    private static func key(_ group: String?, _ name: String) -> String { "\(group ?? "")\u{0}\(name)" }

    /// Placement's own arithmetic, provider by provider; of disk that hypervisors share, one report.
    private static func capacity(
        _ name: String, _ amounts: [String: [String: HostRoom.Amount]], _ disk: HypervisorDisk
    ) -> (Double?, String?) {
        var sum = 0.0
        var left = amounts
        var note: String?
        if name == "DISK_GB" {
            for shared in disk.disks where shared.pool != nil && shared.hosts.count > 1 {
                let totals = shared.hosts.compactMap { left.removeValue(forKey: $0)?[name]?.total }
                guard let most = totals.max() else { continue }
                sum += Double(most)
                if totals.count > 1 { note = "\(totals.count) hypervisors report the same disk; it counts once" }
            }
        }
        for classes in left.values {
            guard let amount = classes[name] else { continue }
            guard let total = amount.total else { return (nil, nil) }
            sum += Double(total)
        }
        return (sum, note)
    }

    private static func measure(_ name: String) -> String {
        switch name {
        case "MEMORY_MB": "MiB"
        case "DISK_GB": "GiB"
        default: ""
        }
    }

    /// Names of the providers of each aggregate's hosts.
    private static func aggregates(_ moment: Moment, _ cloud: String) throws -> [(name: String, providers: Set<String>)]
    {
        guard try moment.has("nova_aggregate", cloud: cloud), try moment.has("nova_hypervisor", cloud: cloud) else {
            return []
        }
        var providers: [String: Set<String>] = [:]
        for row in try moment.table("nova_hypervisor", ["service_host"], cloud: cloud) {
            if let host = row["service_host"].text { providers[host, default: []].insert(row.key) }
        }
        return try moment.table("nova_aggregate", ["name", "hosts"], cloud: cloud).compactMap { row in
            guard let name = row["name"].text else { return nil }
            let hosts = row["hosts"].elements.compactMap(\.text)
            return (name, hosts.reduce(into: Set<String>()) { $0.formUnion(providers[$1] ?? []) })
        }.sorted { NaturalOrder.compare($0.name, $1.name) < 0 }
    }
}
