import TomboRecords

/// When a scheme's devices reach nearfull, from what its pools used day by day.
struct StorageRunway {
    private let window: HistoryWindow
    private let reader: StorageReader

    init(_ window: HistoryWindow, _ reader: StorageReader) { (self.window, self.reader) = (window, reader) }

    /// Raw bytes of the scheme's devices that all pools used, each day; pools that are gone do not count.
    func series(_ scheme: StorageScheme) throws -> DailySeries {
        var weights: [Int64: Double] = [:]
        for (id, pool) in zip(reader.poolIDs, reader.cluster.pools) {
            weights[id] = reader.cluster.share(of: pool, on: scheme) ?? 0
        }
        return try window.measures(of: "ceph_pool", "used_bytes", weights: weights)
    }
}
