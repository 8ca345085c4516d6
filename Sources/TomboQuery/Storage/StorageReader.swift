import TomboRecords
import TomboStore

/// Reads a cloud's Ceph as of a moment.
struct StorageReader {
    private let moment: Moment
    private let cloud: String
    private(set) var cluster = StorageCluster()
    /// Resources of the pools, in the order of ``StorageCluster/pools``.
    private(set) var poolIDs: [Int64] = []
    let kinds: Set<String>

    /// nil where Ceph was never asked.
    init?(_ moment: Moment, cloud: String) throws {
        guard try moment.has("ceph_osd", cloud: cloud) else { return nil }
        (self.moment, self.cloud) = (moment, cloud)
        kinds = ["ceph_cluster", "ceph_host", "ceph_osd", "ceph_pool", "ceph_rbd_image"]
        try readCluster()
        try readDevices()
        try readPools()
    }

    /// The ratios; unknown where a cloud has several clusters, as its OSDs do not say whose they are.
    private mutating func readCluster() throws {
        let rows = try moment.table(
            "ceph_cluster", ["nearfull_ratio", "backfillfull_ratio", "full_ratio"], cloud: cloud)
        guard rows.count == 1 else { return }
        cluster.ratios = .init(
            nearfull: rows[0]["nearfull_ratio"].real, backfillfull: rows[0]["backfillfull_ratio"].real,
            full: rows[0]["full_ratio"].real)
    }

    private mutating func readDevices() throws {
        var places: [String: [String: String]] = [:]
        for row in try moment.table("ceph_host", ["location"], cloud: cloud) {
            var buckets = ["host": row.key]
            for part in (row["location"].text ?? "").split(separator: " ") {
                let pair = part.split(separator: "=", maxSplits: 1)
                if pair.count == 2 { buckets[String(pair[0])] = String(pair[1]) }
            }
            places[row.key] = buckets
        }
        let columns = [
            "name", "host", "device_class", "is_up", "is_in", "reweight", "crush_weight", "size_bytes", "used_bytes",
            "state",
        ]
        cluster.devices = try moment.table("ceph_osd", columns, cloud: cloud).map { row in
            let isUp = row["is_up"].integer == 1
            let isIn = row["is_in"].integer == 1
            return CrushDevice(
                name: row["name"].text ?? row.key, host: row["host"].text,
                buckets: row["host"].text.map { places[$0] ?? ["host": $0] } ?? [:],
                deviceClass: row["device_class"].text, isUp: isUp, isIn: isIn, reweight: row["reweight"].real ?? 1,
                crushWeight: row["crush_weight"].real, size: row["size_bytes"].integer,
                used: isUp && isIn ? row["used_bytes"].integer : nil,
                states: Set(row["state"].elements.compactMap(\.text)))
        }.sorted { NaturalOrder.compare($0.name, $1.name) < 0 }
    }

    private mutating func readPools() throws {
        let columns = [
            "name", "type", "size", "min_size", "failure_domain", "crush_root", "device_class", "raw_factor",
            "applications", "quota_max_bytes", "stored_bytes", "used_bytes", "max_avail_bytes",
        ]
        let images = try ProvisionedReader(moment, cloud: cloud)
        let rows = try moment.table("ceph_pool", columns, cloud: cloud).sorted {
            NaturalOrder.compare($0["name"].text ?? "", $1["name"].text ?? "") < 0
        }
        poolIDs = rows.map(\.id)
        cluster.pools = rows.map { row in
            var pool = StoragePool(
                name: row["name"].text ?? row.key, scheme: Self.scheme(row),
                minSize: row["min_size"].integer.map { Int($0) }, stored: row["stored_bytes"].integer,
                used: row["used_bytes"].integer, quota: row["quota_max_bytes"].integer,
                cephAvailable: row["max_avail_bytes"].integer,
                applications: Set(row["applications"].elements.compactMap(\.text)))
            pool.images = images.images(of: pool)
            return pool
        }
    }

    private static func scheme(_ row: TableRow) -> StorageScheme? {
        guard let root = row["crush_root"].text, let domain = row["failure_domain"].text,
            let slots = row["size"].integer, let factor = row["raw_factor"].real, factor > 0
        else { return nil }
        return StorageScheme(
            root: root, deviceClass: row["device_class"].text, domain: domain, slots: Int(slots), rawFactor: factor,
            isErasure: row["type"].text == "erasure")
    }
}

/// What RBD images were promised, by pool.
struct ProvisionedReader {
    private var sums: [String: ProvisionedImages] = [:]
    /// Why the listing is not whole; nil where it is.
    private var gap: String?

    init(_ moment: Moment, cloud: String) throws {
        let gaps = try moment.reader.gaps(seq: moment.snapshot(of: cloud).seq, kinds: ["ceph_rbd_image"], cloud: cloud)
        gap = gaps.first?.reason
        // A kind that the configuration leaves out has no gap.
        if gap == nil, try moment.reader.lastComplete(cloud: cloud, kind: "ceph_rbd_image") == nil {
            gap = "they were never read whole"
        }
        for row in try moment.table("ceph_rbd_image", ["pool", "size_bytes", "parent", "snapshots"], cloud: cloud) {
            guard let pool = row["pool"].text else { continue }
            var sum = sums[pool] ?? ProvisionedImages(bytes: 0, images: 0, snapshots: 0, clones: 0)
            sum.bytes = sum.bytes.flatMap { bytes in row["size_bytes"].integer.map { bytes + $0 } }
            sum.images = sum.images.map { $0 + 1 }
            sum.snapshots = sum.snapshots.map { $0 + row["snapshots"].elements.count }
            sum.clones = sum.clones.map { $0 + (row["parent"].isNull ? 0 : 1) }
            sums[pool] = sum
        }
    }

    /// Beyond what an empty pool for RBD holds, in bytes.
    private static let furniture: Int64 = 1 << 20

    func images(of pool: StoragePool) -> ProvisionedImages {
        guard pool.applications.contains("rbd") || sums[pool.name] != nil else {
            return ProvisionedImages(reason: "it is not for RBD, where sizes are promised")
        }
        if let gap { return ProvisionedImages(reason: "its RBD images are not known: \(gap)") }
        if let sum = sums[pool.name] { return sum }
        if (pool.stored ?? .max) > Self.furniture {
            return ProvisionedImages(reason: "none of its RBD images was listed, though it holds data")
        }
        return ProvisionedImages(bytes: 0, images: 0, snapshots: 0, clones: 0)
    }
}
