import TomboRecords

/// Something that fills up: what was used of it, day by day, and how much there is.
struct ForecastItem: Sendable {
    /// Stable name: one of Placement's classes, or one of tombo's own.
    var resource: String
    /// What of it: the cloud, an aggregate, a network.
    var scope: String
    var measure: String
    var series: DailySeries
    /// What may be used; nil where it is not known.
    var capacity: Double?
    /// Why that is not known, or what it rests on.
    var reason: String?

    static let cephBytes = "CEPH_RAW_BYTES"
    static let floatingAddresses = "FLOATING_IP"
    static let volumes = "VOLUME_GB"

    /// How people call them.
    private static let aliases = [
        "cpu": "VCPU", "vcpus": "VCPU", "ram": "MEMORY_MB", "memory": "MEMORY_MB", "disk": "DISK_GB",
        "ceph": cephBytes, "fip": floatingAddresses, "floating-ip": floatingAddresses, "floatingip": floatingAddresses,
        "volume": volumes, "volumes": volumes,
    ]

    static func name(_ text: String) -> String { aliases[text.lowercased()] ?? text.uppercased() }
}
