import TomboRecords
import TomboStore

/// Disk of hypervisors, with one that they share counted once.
///
/// With RBD behind Nova each hypervisor reports the whole cluster as its own
/// disk, and Placement believes it. Shared is what is proven by a server's
/// disk that is an RBD image; a hypervisor without such a server shows
/// nothing and stands alone.
struct HypervisorDisk: Sendable {
    struct Disk: Sendable {
        /// Pool of RBD; nil for a hypervisor of which nothing is proven.
        var pool: String?
        var hosts: [String]
        /// GiB that one of them reports: the most, as reports are not of the same moment. nil where one says nothing.
        var total: Int64?
        /// GiB that all report, added up.
        var reported: Int64?
        /// GiB that servers claim, each once.
        var claimed: Int64?
    }

    private(set) var disks: [Disk] = []
    private(set) var kinds: Set<String> = []

    init(_ moment: Moment, cloud: String) throws {
        guard try moment.has("placement_inventory", cloud: cloud) else { return }
        kinds = ["placement_inventory", "placement_usage", "nova_server"]
        var shared: [String: Set<String>] = [:]
        if try moment.has("ceph_rbd_image", cloud: cloud), try moment.has("nova_server", cloud: cloud) {
            kinds.insert("ceph_rbd_image")
            for row in try moment.reader.rows(
                """
                SELECT DISTINCT s.hypervisor_hostname, i.pool FROM ceph_rbd_image i
                JOIN nova_server s ON s.id = i.server AND s.cloud = i.cloud
                WHERE i.cloud = ?1 AND i.server IS NOT NULL AND s.hypervisor_hostname IS NOT NULL
                """, [.text(cloud)])
            {
                if let host = row[0].text, let pool = row[1].text { shared[host, default: []].insert(pool) }
            }
        }
        var groups: [String: [(host: String, amount: HostRoom.Amount)]] = [:]
        for (provider, classes) in try HostRoom.amounts(moment, cloud: cloud) {
            guard let amount = classes["DISK_GB"] else { continue }
            let pools = shared[provider] ?? []
            if pools.count == 1, let pool = pools.first {
                groups[pool, default: []].append((provider, amount))
            } else {
                disks.append(
                    Disk(
                        pool: nil, hosts: [provider], total: amount.total, reported: amount.total,
                        claimed: amount.used))
            }
        }
        for (pool, members) in groups { disks.append(Self.once(pool, members)) }
        disks.sort { a, b in
            (a.pool == nil) != (b.pool == nil)
                ? a.pool != nil : NaturalOrder.compare(a.pool ?? a.hosts[0], b.pool ?? b.hosts[0]) < 0
        }
    }

    private static func once(_ pool: String, _ members: [(host: String, amount: HostRoom.Amount)]) -> Disk {
        func sum(_ amounts: [Int64?]) -> Int64? {
            amounts.contains(nil) ? nil : amounts.compactMap(\.self).reduce(0, +)
        }
        let totals = members.map(\.amount.total)
        return Disk(
            pool: pool, hosts: members.map(\.host).sorted { NaturalOrder.compare($0, $1) < 0 },
            total: totals.contains(nil) ? nil : totals.compactMap(\.self).max(), reported: sum(totals),
            claimed: sum(members.map(\.amount.used)))
    }

    /// GiB of all, each disk once; nil where one is not known.
    var total: Int64? {
        disks.contains { $0.total == nil } ? nil : disks.compactMap(\.total).reduce(0, +)
    }
}
