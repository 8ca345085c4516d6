import TomboRecords
import TomboStore

/// A row for each place that Cinder puts volumes into, and for each disk that Nova puts servers' disks on.
struct BackendRows {
    let rows: [[Value]]
    let kinds: Set<String>

    static let columns: [Answer.Column] = [
        .init("service"), .init("backend"), .init("protocol"), .init("provisioning"), .bytes("total_bytes"),
        .bytes("free_bytes"), .bytes("allocated_bytes"), .bytes("provisioned_bytes"),
        .init("max_over_subscription_ratio", .real), .init("reserved_percentage", .integer, unit: "%", isBrief: false),
        .bytes("room_bytes"), .init("hosts", .set, isBrief: false), .bytes("reported_bytes", isBrief: false),
        .init("note"),
    ]

    init(_ moment: Moment, cloud: String) throws {
        var rows: [[Value]] = []
        var kinds: Set<String> = []
        if try moment.has("cinder_pool", cloud: cloud) {
            kinds.insert("cinder_pool")
            let columns = [
                "storage_protocol", "thin_provisioning_support", "reserved_percentage", "max_over_subscription_ratio",
                "total_capacity_mib", "free_capacity_mib", "allocated_capacity_mib", "provisioned_capacity_mib",
            ]
            rows += try moment.table("cinder_pool", columns, cloud: cloud).sorted { $0.key < $1.key }.map(Self.cinder)
        }
        let disk = try HypervisorDisk(moment, cloud: cloud)
        kinds.formUnion(disk.kinds)
        self.rows = rows + disk.disks.map(Self.nova)
        self.kinds = kinds
    }

    private static func cinder(_ row: TableRow) -> [Value] {
        let room = CinderPoolRoom(
            total: row["total_capacity_mib"].integer, free: row["free_capacity_mib"].integer,
            allocated: row["allocated_capacity_mib"].integer, provisioned: row["provisioned_capacity_mib"].integer,
            ratio: row["max_over_subscription_ratio"].real, reservedPercent: row["reserved_percentage"].integer,
            isThin: row["thin_provisioning_support"].integer.map { $0 == 1 })
        func bytes(_ mib: Int64?) -> Value { Value(mib.map { $0 << 20 }) }
        return [
            "cinder", .text(row.key), row["storage_protocol"],
            Value(room.isThin.map { $0 ? "thin" : "thick" }), bytes(room.total), bytes(room.free),
            bytes(room.allocated), bytes(room.provisioned), Value(room.ratio), Value(room.reservedPercent),
            .bytes(room.room.map { $0 * 1_048_576 }), .null, bytes(room.total),
            .note([
                room.reason,
                room.isThin == true && room.provisioned == nil && room.allocated != nil
                    ? "the driver does not say what is provisioned; Cinder counts what it allocated" : nil,
            ]),
        ]
    }

    private static func nova(_ disk: HypervisorDisk.Disk) -> [Value] {
        func bytes(_ gib: Int64?) -> Value { Value(gib.map { $0 << 30 }) }
        let free = disk.total.flatMap { total in disk.claimed.map { total - $0 } }
        let note =
            disk.pool == nil
            ? "no server on it shows whether its disk is its own"
            : disk.hosts.count > 1 ? "\(disk.hosts.count) hypervisors report the same disk; it counts once" : nil
        return [
            "nova", .text(disk.pool ?? disk.hosts[0]), Value(disk.pool == nil ? nil : "ceph"),
            disk.pool == nil ? .null : "thin", bytes(disk.total), .null, .null, bytes(disk.claimed), .null, .null,
            bytes(free), Value(disk.hosts), bytes(disk.reported),
            .note([note, disk.total == nil ? "a hypervisor does not say how much it has" : nil]),
        ]
    }
}
