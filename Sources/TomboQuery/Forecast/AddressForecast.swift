import TomboRecords
import TomboStore

/// IPv4 addresses of external networks: floating IPs, routers, and whatever else has a port there.
enum AddressForecast {
    static let kinds: Set<String> = ["neutron_network", "neutron_subnet", "neutron_port"]

    static func items(_ window: HistoryWindow) throws -> [ForecastItem] {
        let (moment, cloud) = (window.moment, window.cloud)
        for kind in kinds where try !moment.has(kind, cloud: cloud) { return [] }
        let networks = try moment.table("neutron_network", ["name", "external"], cloud: cloud).filter {
            $0["external"].integer == 1
        }
        var ranges: [String: [ClosedRange<UInt32>]] = [:]
        for row in try moment.table(
            "neutron_subnet", ["network_id", "ip_version", "allocation_pools"], cloud: cloud)
        {
            guard row["ip_version"].integer == 4, let network = row["network_id"].text else { continue }
            for pool in row["allocation_pools"].elements {
                guard let start = pool["start"].text.flatMap(address), let end = pool["end"].text.flatMap(address),
                    start <= end
                else { continue }
                ranges[network, default: []].append(start...end)
            }
        }
        let wanted = Set(networks.map(\.key))
        let series = try window.sums(of: "neutron_port", ["network_id", "fixed_ips"]) { values in
            guard let network = values[0].text, wanted.contains(network) else { return [:] }
            let inside = values[1].elements.count { ip in
                guard let address = (ip["ip_address"].text ?? ip.text).flatMap(address) else { return false }
                return ranges[network]?.contains { $0.contains(address) } ?? false
            }
            return inside > 0 ? [network: Double(inside)] : [:]
        }
        let none = try window.days(of: "neutron_port")
        return networks.sorted { NaturalOrder.compare($0["name"].text ?? "", $1["name"].text ?? "") < 0 }.map { row in
            let size = ranges[row.key]?.reduce(0.0) { $0 + Double($1.upperBound - $1.lowerBound) + 1 }
            return ForecastItem(
                resource: ForecastItem.floatingAddresses, scope: "network \(row["name"].text ?? row.key)", measure: "",
                series: series[row.key] ?? none, capacity: size,
                reason: size == nil ? "it has no allocation pool of IPv4" : nil)
        }
    }

    /// Of four decimal parts.
    static func address(_ text: String) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4 else { return nil }
        return parts.reduce(UInt32?(0)) { sum, part in sum.flatMap { sum in part.map { sum << 8 | UInt32($0) } } }
    }
}
