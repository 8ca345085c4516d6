public import TomboRecords

extension Nova {
    /// A compute host, as Nova's virtualization driver reports it.
    ///
    /// The key is the name and not the id: a host that is removed and comes
    /// back has a new hypervisor id, a new service id and a new provider.
    ///
    /// Asked at microversion 2.87. From 2.88 on the listing asks every
    /// nova-compute for its uptime, so that one host that has just died makes
    /// the whole listing fail for a minute, and the sizes are gone.
    public struct Hypervisor: Record, Decodable {
        struct Service: Decodable {
            var id: JSONIdentifier
            var host: String
            var disabledReason: String?

            enum CodingKeys: String, CodingKey {
                case id, host
                case disabledReason = "disabled_reason"
            }
        }

        var hostname: String
        var id: JSONIdentifier
        var service: Service
        var state: String
        var status: String
        var type: String
        var version: Int64
        var hostIP: String?
        var vcpus: Int64?
        var memory: Int64?
        var cpuInfo: JSONValue?
        var disk: Int64?
        var diskUsed: Int64?
        var memoryUsed: Int64?
        var vcpusUsed: Int64?
        var runningServers: Int64?
        var diskAvailableLeast: Int64?

        enum CodingKeys: String, CodingKey {
            case id, service, state, status, vcpus
            case hostname = "hypervisor_hostname"
            case type = "hypervisor_type"
            case version = "hypervisor_version"
            case hostIP = "host_ip"
            case memory = "memory_mb"
            case cpuInfo = "cpu_info"
            case disk = "local_gb"
            case diskUsed = "local_gb_used"
            case memoryUsed = "memory_mb_used"
            case vcpusUsed = "vcpus_used"
            case runningServers = "running_vms"
            case diskAvailableLeast = "disk_available_least"
        }

        public var values: [Value] {
            [
                .init(hostname), .init(id.text), .init(service.host), .init(service.id.text), .init(state),
                .init(status), .init(service.disabledReason), .init(type), .init(version), .init(hostIP),
                .init(vcpus), .init(memory), cpuInfo?.unlessEmptyText ?? .null, .init(disk), .init(diskUsed),
                .init(memoryUsed), .init(vcpusUsed), .init(runningServers), .init(diskAvailableLeast),
            ]
        }

        public static let spec = RecordSpec(
            kind: "nova_hypervisor",
            summary: "A compute host, as Nova's virtualization driver reports it.",
            key: ["hypervisor_hostname"], name: "hypervisor_hostname", aliases: ["hypervisor", "host"],
            brief: ["hypervisor_hostname", "state", "status", "host_ip", "vcpus", "memory_mb", "running_vms"],
            columns: [
                .init(
                    "hypervisor_hostname", .text, .configuration,
                    "Name the virtualization driver reports, usually the FQDN."),
                .init(
                    "uuid", .text, .configuration,
                    references: .init("placement_resource_provider", column: "uuid"),
                    "Nova's id of the hypervisor, equal to the uuid of its resource provider."),
                .init(
                    "service_host", .text, .configuration,
                    references: .init("nova_compute_service", column: "host", whose: .init("binary", "nova-compute")),
                    "Name of the host in nova.conf, as compute services and ports spell it."),
                .init(
                    "service_uuid", .text, .configuration,
                    "Nova's id of the nova-compute service that reports the hypervisor."),
                .init("state", .text, .status, "`up` or `down`: whether nova-compute answers."),
                .init("status", .text, .configuration, "`enabled` or `disabled`: whether the scheduler may use it."),
                .init("disabled_reason", .text, .configuration, "What somebody wrote when disabling it."),
                .init("hypervisor_type", .text, .configuration, "Kind of hypervisor, such as `QEMU`."),
                .init("hypervisor_version", .integer, .configuration, "Version as one number: 6002000 is 6.2.0."),
                .init("host_ip", .text, .configuration, "Address of the host that Nova uses."),
                .init(
                    "vcpus", .integer, .configuration, unit: "count",
                    "Processors the host has, before any allocation ratio."),
                .init(
                    "memory_mb", .integer, .configuration, unit: "MiB",
                    "Memory the host has, before any allocation ratio."),
                .init("cpu_info", .json, .configuration, "Model, topology and features of the processors."),
                .init(
                    "local_gb", .integer, .measure, unit: "GiB",
                    "Disk the host reports; with Ceph it is the whole pool, at every host again."),
                .init("local_gb_used", .integer, .measure, unit: "GiB", "Disk that flavors and reservations take."),
                .init(
                    "memory_mb_used", .integer, .measure, unit: "MiB", "Memory that flavors and reservations take."),
                .init(
                    "vcpus_used", .integer, .measure, unit: "count", "Processors that flavors and reserves take."),
                .init("running_vms", .integer, .measure, unit: "count", "Servers on the host."),
                .init(
                    "disk_available_least", .integer, .measure, unit: "GiB",
                    "Disk left if every thin image grew to its full size."),
            ],
            examples: [
                .init(
                    "Which hosts are down or closed to new servers?",
                    """
                    SELECT hypervisor_hostname, state, status, disabled_reason FROM nova_hypervisor \
                    WHERE state = 'down' OR status = 'disabled' ORDER BY hypervisor_hostname
                    """),
                .init(
                    "Which servers does each host carry?",
                    """
                    SELECT h.hypervisor_hostname, s.name, s.status FROM nova_hypervisor h \
                    LEFT JOIN nova_server s ON s.hypervisor_hostname = h.hypervisor_hostname AND s.cloud = h.cloud \
                    ORDER BY h.hypervisor_hostname, s.name
                    """),
            ])
    }
}

extension Nova {
    /// Lists the hypervisors of all cells.
    struct Hypervisors: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Hypervisor> {
            try await client.list(
                Hypervisor.self, of: Hypervisor.spec.kind, from: .compute, "/os-hypervisors/detail",
                under: "hypervisors")
        }
    }
}
