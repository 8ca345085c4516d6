import TomboRecords

/// The name of something that MAAS nests whole.
struct MAASName: Decodable, Sendable {
    var name: String
}

/// A machine as `machines/` gives it: what tombo keeps of some hundred fields.
struct MAASMachine: Decodable, Sendable {
    var systemID: String
    var hostname: String
    var fqdn: String
    var status: String
    var powerState: String?
    var powerType: String?
    var owner: String?
    var ownerData: [String: String]?
    var zone: MAASName?
    var pool: MAASName?
    var tags: [String]?
    var architecture: String?
    var cpus: Int64?
    var memory: Int64?
    var storage: Double?
    var osystem: String?
    var series: String?
    var kernel: String?
    var locked: Bool?
    var hardwareUUID: String?
    var hardware: [String: String]?
    var commissioning: String?
    var testing: String?
    var errorDescription: String?
    var description: String?
    var addresses: [String]?
    var interfaces: [MAASInterface]?
    var disks: [MAASDisk]?

    private enum CodingKeys: String, CodingKey {
        case systemID = "system_id"
        case hostname, fqdn, owner, zone, pool, architecture, memory, storage, osystem, locked, description
        case status = "status_name"
        case powerState = "power_state"
        case powerType = "power_type"
        case ownerData = "owner_data"
        case tags = "tag_names"
        case cpus = "cpu_count"
        case series = "distro_series"
        case kernel = "hwe_kernel"
        case hardwareUUID = "hardware_uuid"
        case hardware = "hardware_info"
        case commissioning = "commissioning_status_name"
        case testing = "testing_status_name"
        case errorDescription = "error_description"
        case addresses = "ip_addresses"
        case interfaces = "interface_set"
        case disks = "blockdevice_set"
    }
}

/// Nil for an empty text and for MAAS's own word for nothing.
func maasText(_ text: String?) -> String? { text.flatMap { $0.isEmpty || $0 == "Unknown" ? nil : $0 } }

enum MAAS {
    /// A machine.
    struct Machine: Record {
        let values: [Value]

        init(_ machine: MAASMachine) {
            let hardware = machine.hardware ?? [:]
            // Addresses of a machine that is not deployed are lent, and change from boot to boot.
            let isDeployed = machine.status == "Deployed"
            let macs = (machine.interfaces ?? []).compactMap { $0.mac?.lowercased() }
            values = [
                .text(machine.systemID), .text(machine.hostname), .text(machine.fqdn), .text(machine.status),
                .init(machine.powerState), .init(maasText(machine.powerType)), .init(maasText(machine.owner)),
                .init(machine.zone?.name), .init(machine.pool?.name), .init(machine.tags ?? []),
                .init(maasText(machine.architecture)), .init(machine.cpus), .init(machine.memory),
                .init(machine.storage.flatMap { Int64(exactly: $0.rounded(.towardZero)) }),
                .init(maasText(machine.osystem)),
                .init(maasText(machine.series)), .init(maasText(machine.kernel)), .init(machine.locked),
                .init(maasText(machine.hardwareUUID)), .init(maasText(hardware["system_vendor"])),
                .init(maasText(hardware["system_product"])), .init(maasText(hardware["system_serial"])),
                .init(maasText(hardware["cpu_model"])), .init(maasText(machine.commissioning)),
                .init(maasText(machine.testing)),
                .init(maasText(machine.errorDescription)), .init(maasText(machine.description)),
                isDeployed ? .init(machine.addresses ?? []) : .null, .init(Array(Set(macs)).sorted()),
                .init(machine.ownerData?["juju-machine-id"]),
            ]
        }

        static let spec = RecordSpec(
            kind: "maas_machine",
            summary: "A physical machine, as MAAS knows it.",
            key: ["system_id"], name: "hostname", aliases: ["machine"],
            brief: ["hostname", "status", "power_state", "zone", "pool", "cpu_count", "memory_mib", "tags"],
            columns: [
                .init("system_id", .text, .configuration, "MAAS's identity of it, six letters and digits."),
                .init("hostname", .text, .configuration, "Its short name."),
                .init("fqdn", .text, .configuration, "Its name with the domain."),
                .init("status", .text, .status, "`Ready`, `Deployed`, `Failed testing` and so on, in MAAS's words."),
                .init("power_state", .text, .status, "`on`, `off`, `unknown` or `error`, as its BMC said last."),
                .init("power_type", .text, .configuration, "How it is switched on, such as `ipmi`; no address of it."),
                .init("owner", .text, .configuration, "User who has it; null when nobody does."),
                .init("zone", .text, .configuration, "Its zone."),
                .init("pool", .text, .configuration, "Its resource pool."),
                .init("tags", .set, .configuration, "Its tags."),
                .init("architecture", .text, .configuration, "Such as `amd64/generic`."),
                .init("cpu_count", .integer, .configuration, unit: "count", "Processors, threads counted."),
                .init("memory_mib", .integer, .configuration, unit: "MiB", "Memory."),
                .init("storage_mb", .integer, .configuration, unit: "MB", "All its disks, in millions of bytes."),
                .init("osystem", .text, .status, "Operating system that is deployed."),
                .init("distro_series", .text, .status, "Its release, such as `jammy`."),
                .init("hwe_kernel", .text, .status, "Kernel that it was deployed with."),
                .init("locked", .boolean, .status, "Whether it is locked against changes."),
                .init("hardware_uuid", .text, .configuration, "UUID that its firmware gives."),
                .init("system_vendor", .text, .configuration, "Who made it."),
                .init("system_product", .text, .configuration, "What it is."),
                .init("system_serial", .text, .configuration, "Its serial number."),
                .init("cpu_model", .text, .configuration, "Its processor."),
                .init("commissioning_status", .text, .status, "How commissioning went."),
                .init("testing_status", .text, .status, "How the tests went."),
                .init("error_description", .text, .status, "What is wrong with it, where somebody said."),
                .init("description", .text, .configuration, "What somebody wrote about it."),
                .init(
                    "ip_addresses", .set, .configuration, "Its addresses; null unless it is deployed, as they are lent."
                ),
                .init("mac_addresses", .set, .configuration, "MAC addresses of its interfaces."),
                .init(
                    "juju_machine", .text, .configuration,
                    "Juju's machine that it is, as Juju wrote it there: `openstack-machine-3`."),
            ],
            examples: [
                .init(
                    "Which machines are free?",
                    "SELECT hostname, cpu_count, memory_mib FROM maas_machine WHERE status = 'Ready' ORDER BY hostname"),
                .init(
                    "Which machines are not well?",
                    """
                    SELECT hostname, status, power_state, error_description FROM maas_machine \
                    WHERE status LIKE 'Fail%' OR status = 'Broken' OR power_state = 'error' ORDER BY hostname
                    """),
            ])
    }
}

struct MAASMachines: Collector {
    func collect(from client: MAASClient) async throws(CollectError) -> Listing<MAAS.Machine> {
        try await client.machines().map { $0.map(MAAS.Machine.init) }
    }
}
