public import TomboRecords

extension Nova {
    /// A part of the cloud that users can choose for their servers.
    public struct AvailabilityZone: Record {
        /// A zone as `/os-availability-zone/detail` gives it; its hosts are
        /// not read, as a disabled one is missing there.
        struct Wire: Decodable, Sendable {
            struct State: Decodable, Sendable { var available: Bool }
            var name: String
            var state: State

            enum CodingKeys: String, CodingKey {
                case name = "zoneName"
                case state = "zoneState"
            }
        }

        var name: String
        var isAvailable: Bool
        var hosts: [String]

        public var values: [Value] { [.init(name), .init(isAvailable), .init(hosts)] }

        public static let spec = RecordSpec(
            kind: "nova_availability_zone",
            summary: "An availability zone: compute hosts that users can choose for their servers.",
            key: ["name"], name: "name", aliases: ["availability-zone"],
            brief: ["name", "available", "hosts"],
            columns: [
                .init(
                    "name", .text, .configuration,
                    "Name of the zone; `internal` has the hosts of Nova's other processes."),
                .init(
                    "available", .boolean, .status,
                    "Whether any of its hosts is enabled; one that is down counts as well."),
                .init(
                    "hosts", .set, .configuration,
                    "Names of its hosts, as nova.conf spells them, disabled ones too."),
            ],
            examples: [
                .init(
                    "How many servers are in each zone?",
                    """
                    SELECT z.name, json_array_length(z.hosts) AS hosts, count(s.id) AS servers \
                    FROM nova_availability_zone z \
                    LEFT JOIN nova_server s ON s.availability_zone = z.name AND s.cloud = z.cloud \
                    GROUP BY z.cloud, z.name ORDER BY z.name
                    """)
            ])
    }
}

extension Nova {
    /// Lists the zones, and takes their hosts from the listing of services.
    struct AvailabilityZones: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<AvailabilityZone> {
            let zones = try await client.list(
                AvailabilityZone.Wire.self, of: AvailabilityZone.spec.kind, from: .compute,
                "/os-availability-zone/detail", under: "availabilityZoneInfo")
            let services = try await client.computeServices()
            // With a part of the services every zone would seem to have lost hosts.
            if let reason = services.reason { return .partial([], reason: reason) }
            let hosts = Dictionary(grouping: services.records) { $0.zone ?? "" }
            return zones.flatMap { zone in
                let names = Set((hosts[zone.name] ?? []).map(\.host))
                return [
                    AvailabilityZone(name: zone.name, isAvailable: zone.state.available, hosts: names.sorted())
                ]
            }
        }
    }
}
