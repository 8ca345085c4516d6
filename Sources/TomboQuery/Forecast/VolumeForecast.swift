import TomboRecords
import TomboStore

/// Sizes of volumes, by Cinder's pool: what was promised against what its scheduler lets be promised.
enum VolumeForecast {
    static let kinds: Set<String> = ["cinder_volume", "cinder_pool"]

    static func items(_ window: HistoryWindow) throws -> [ForecastItem] {
        let (moment, cloud) = (window.moment, window.cloud)
        for kind in kinds where try !moment.has(kind, cloud: cloud) { return [] }
        let series = try window.sums(of: "cinder_volume", ["host", "size_gib"]) { values in
            guard let pool = values[0].text, let size = values[1].real else {
                return [:]
            }
            return [pool: size]
        }
        let none = try window.days(of: "cinder_volume")
        let columns = [
            "thin_provisioning_support", "max_over_subscription_ratio", "total_capacity_mib", "reserved_percentage",
        ]
        return try moment.table("cinder_pool", columns, cloud: cloud).sorted { $0.key < $1.key }.map { row in
            let isThin = row["thin_provisioning_support"].integer.map { $0 == 1 }
            let ratio = isThin == true ? row["max_over_subscription_ratio"].real : isThin == false ? 1 : nil
            let total = row["total_capacity_mib"].real.map { $0 / 1024 }
            let capacity = total.flatMap { total in ratio.map { total * $0 } }
            return ForecastItem(
                resource: ForecastItem.volumes, scope: "pool \(row.key)", measure: "GiB",
                series: series[row.key] ?? none, capacity: capacity,
                reason: capacity == nil
                    ? "what the pool's driver reports does not say how much may be promised"
                    : isThin == true ? "promised, not written: the pool is thin" : nil)
        }
    }
}
