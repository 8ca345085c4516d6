import TomboRecords

/// The hosts, racks and OSDs on which pools can put copies.
struct CrushSpace {
    private let osds: [TableRow]
    private let hosts: [String: TableRow]

    init(_ bench: CheckBench) throws {
        osds = try bench.rows("ceph_osd", ["name", "host", "device_class", "is_in", "crush_weight", "size_bytes"])
            .filter { $0["is_in"] != false }
        hosts = Dictionary(try bench.rows("ceph_host", ["name", "root", "rack"]).map { ($0.key, $0) }) { first, _ in
            first
        }
    }

    /// The replicated pools: of an erasure-coded one its profile decides.
    static func pools(_ bench: CheckBench) throws -> [TableRow] {
        try bench.rows(
            "ceph_pool", ["name", "type", "size", "min_size", "failure_domain", "crush_root", "device_class"]
        ).filter { $0["type"] != "erasure" }.sorted { NaturalOrder.compare(bench.name($0), bench.name($1)) < 0 }
    }

    /// Pools for which the same is true, together; in the order of the first of each.
    func alike(_ pools: [TableRow]) -> [[TableRow]] {
        var groups: [[TableRow]] = []
        for pool in pools {
            let columns = ["size", "failure_domain", "crush_root", "device_class"]
            if let index = groups.firstIndex(where: { group in columns.allSatisfy { group[0][$0] == pool[$0] } }) {
                groups[index].append(pool)
            } else {
                groups.append([pool])
            }
        }
        return groups
    }

    private func osds(for pool: TableRow) -> [TableRow] {
        osds.filter { osd in
            let isOfClass = pool["device_class"].text.map { osd["device_class"] == .text($0) } ?? true
            let root = osd["host"].text.flatMap { hosts[$0] }?["root"].text
            return isOfClass && (pool["crush_root"].text.map { root == nil || root == $0 } ?? true)
        }
    }

    /// How many copies can be apart; nil for a failure domain that is none of these.
    func places(for pool: TableRow) -> Int? {
        let osds = osds(for: pool)
        switch pool["failure_domain"].text {
        case "host": return Set(osds.compactMap { $0["host"].text }).count
        case "osd": return osds.count
        case "rack":
            let racks = osds.map { $0["host"].text.flatMap { hosts[$0] }?["rack"].text }
            return racks.contains(nil) ? nil : Set(racks).count
        default: return nil
        }
    }

    /// Raw bytes of each host.
    func bytes(for pool: TableRow) -> [String: Double] {
        var bytes: [String: Double] = [:]
        for osd in osds(for: pool) {
            if let host = osd["host"].text { bytes[host, default: 0] += osd["size_bytes"].number ?? 0 }
        }
        return bytes
    }

    /// The OSDs of unknown size.
    func unknown(for pool: TableRow) -> [String] {
        osds(for: pool).filter { $0["size_bytes"].isNull }.map { $0["name"].text ?? $0.key }
    }
}
