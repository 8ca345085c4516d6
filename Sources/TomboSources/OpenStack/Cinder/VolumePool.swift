public import TomboRecords

extension Cinder {
    /// A place that volumes are put into, as Cinder's scheduler knows it.
    ///
    /// What its driver reports is the driver's affair, down to whether a
    /// number is one. `location_info` and the time of the report are not kept.
    public struct Pool: Record, Decodable {
        struct Capabilities: Decodable {
            var storageProtocol: String?
            var vendorName: String?
            var driverVersion: String?
            var backendName: String?
            var isThin: TextBoolean?
            var reservedPercentage: DriverNumber?
            var oversubscription: DriverNumber?
            var total: DriverNumber?
            var free: DriverNumber?
            var allocated: DriverNumber?
            var provisioned: DriverNumber?

            enum CodingKeys: String, CodingKey {
                case storageProtocol = "storage_protocol"
                case vendorName = "vendor_name"
                case driverVersion = "driver_version"
                case backendName = "volume_backend_name"
                case isThin = "thin_provisioning_support"
                case reservedPercentage = "reserved_percentage"
                case oversubscription = "max_over_subscription_ratio"
                case total = "total_capacity_gb"
                case free = "free_capacity_gb"
                case allocated = "allocated_capacity_gb"
                case provisioned = "provisioned_capacity_gb"
            }
        }

        var name: String
        var capabilities: Capabilities

        public var values: [Value] {
            let its = capabilities
            return [
                .init(name), .init(its.storageProtocol), .init(its.vendorName), .init(its.driverVersion),
                .init(its.backendName), .init(its.isThin?.value), .init(its.reservedPercentage?.rounded(times: 1)),
                .init(its.oversubscription?.value), .init(its.total?.rounded(times: 1024)),
                .init(its.free?.rounded(times: 1024)), .init(its.allocated?.rounded(times: 1024)),
                .init(its.provisioned?.rounded(times: 1024)),
            ]
        }

        public static let spec = RecordSpec(
            kind: "cinder_pool",
            summary: "A place that volumes are put into, as Cinder's scheduler knows it.",
            key: ["name"], name: "name", aliases: ["volume-pool"],
            brief: ["name", "storage_protocol", "total_capacity_mib", "free_capacity_mib", "allocated_capacity_mib"],
            columns: [
                .init("name", .text, .configuration, "Name: host, backend and pool, which is a volume's `host`."),
                .init("storage_protocol", .text, .configuration, "How volumes are reached, such as `ceph`."),
                .init("vendor_name", .text, .configuration, "Who made the driver or the storage."),
                .init("driver_version", .text, .configuration, "Version of the driver."),
                .init(
                    "volume_backend_name", .text, .configuration,
                    "Name of the backend, by which volume types ask for it."),
                .init(
                    "thin_provisioning_support", .boolean, .configuration,
                    "Whether volumes take only the room that is written."),
                .init(
                    "reserved_percentage", .integer, .configuration, unit: "%",
                    "Share of the capacity that the scheduler leaves alone."),
                .init(
                    "max_over_subscription_ratio", .real, .configuration,
                    "How many times over the capacity may be promised; null where the driver works it out."),
                .init(
                    "total_capacity_mib", .integer, .measure, unit: "MiB",
                    "Capacity that the driver reports; null when it is unknown or infinite."),
                .init(
                    "free_capacity_mib", .integer, .measure, unit: "MiB",
                    "What the driver says is free; null when it is unknown or infinite."),
                .init(
                    "allocated_capacity_mib", .integer, .measure, unit: "MiB",
                    "Size of all of Cinder's volumes in it together."),
                .init(
                    "provisioned_capacity_mib", .integer, .measure, unit: "MiB",
                    "Size of everything in it together; null when the driver does not say."),
            ],
            examples: [
                .init(
                    "How full is each pool?",
                    """
                    SELECT name, total_capacity_mib / 1024 AS total_gib, free_capacity_mib / 1024 AS free_gib \
                    FROM cinder_pool ORDER BY name
                    """)
            ])
    }

    /// A number as drivers write it: as one, as a text of digits, or as
    /// `infinite`, `unknown` or `auto`, which are none.
    struct DriverNumber: Decodable {
        var value: Double?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            guard let text = try? container.decode(String.self) else {
                value = try container.decode(Double.self)
                return
            }
            if ["infinite", "unknown", "auto", ""].contains(text.lowercased()) { return }
            guard let number = Double(text), number.isFinite else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "Expected a number but found the text \"\(text)\".")
            }
            value = number
        }

        func rounded(times factor: Double) -> Int64? { value.flatMap { Int64(exactly: ($0 * factor).rounded()) } }
    }
}

extension Cinder {
    /// Lists the pools that the scheduler knows.
    ///
    /// It forgets them when it is started, until each cinder-volume has
    /// reported again. So a service that is up and has no pool makes the
    /// listing partial. One that is down, disabled or frozen has none by the
    /// scheduler's own rule: its pools are gone for as long.
    ///
    /// Source: cinder/scheduler/host_manager.py, `_update_backend_state_map`.
    struct Pools: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Pool> {
            let listing = try await client.list(
                Pool.self, of: Pool.spec.kind, from: .volume, "/scheduler-stats/get_pools",
                query: [("detail", "true")], under: "pools")
            let services = try await client.volumeServices().records.filter {
                $0.binary == "cinder-volume" && $0.state == "up" && $0.status == "enabled" && $0.isFrozen != true
            }
            let names = listing.records.map(\.name)
            let silent = services.map { $0.cluster?.unlessEmpty ?? $0.host }.filter { host in
                !names.contains { $0 == host || $0.hasPrefix(host + "#") }
            }
            guard let first = silent.min() else { return listing }
            return listing.weakened(by: "Cinder's scheduler knows no pool of `\(first)` yet, which is up.")
        }
    }
}
