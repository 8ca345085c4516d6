import TomboRecords
import TomboStore

/// Raw bytes of Ceph, up to nearfull, for each way in which pools keep their data.
enum CephForecast {
    static let kinds: Set<String> = ["ceph_cluster", "ceph_host", "ceph_osd", "ceph_pool"]

    static func items(_ window: HistoryWindow) throws -> [ForecastItem] {
        guard let reader = try StorageReader(window.moment, cloud: window.cloud) else { return [] }
        let runway = StorageRunway(window, reader)
        return try reader.cluster.schemes.map { scheme in
            let usable = reader.cluster.usable(scheme)
            let capacity = usable.raw.flatMap { raw in reader.cluster.ratios.nearfull.map { raw * $0 } }
            return ForecastItem(
                resource: ForecastItem.cephBytes,
                scope: "\(scheme.root)/\(scheme.deviceClass ?? "any"): \(scheme.words)", measure: "B",
                series: try runway.series(scheme), capacity: capacity,
                reason: capacity != nil
                    ? "up to nearfull, every copy counted" : usable.raw == nil ? usable.words : "nearfull is not known")
        }
    }
}
