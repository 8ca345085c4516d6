import TomboRecords

/// The compute hosts of the generated cloud, as Nova and Placement list them.
struct Hosts {
    private let hypervisor = RowMaker("nova_hypervisor")
    private let provider = RowMaker("placement_resource_provider")
    private let inventory = RowMaker("placement_inventory")
    private let usage = RowMaker("placement_usage")
    private let ids: [(uuid: String, service: String)]

    /// What servers take of one host.
    struct Load {
        var servers: Int64 = 0
        var vcpus: Int64 = 0
        var ramMiB: Int64 = 0
        var diskGiB: Int64 = 0

        mutating func add(_ flavor: Server.Flavor) {
            servers += 1
            vcpus += flavor.vcpus
            ramMiB += flavor.ramMiB
            diskGiB += flavor.diskGiB
        }
    }

    private static let vcpus: Int64 = 128
    private static let ramMiB: Int64 = 1_048_576
    private static let diskGiB: Int64 = 20_000

    init(_ count: Int, dice: inout Dice) { ids = (0..<count).map { _ in (dice.uuid(), dice.uuid()) } }

    /// All hosts with what servers take of them, and what they report as free of the shared pool of disks.
    func collections(_ loads: [Load], diskFree: Int64) throws -> [Collection] {
        [
            hypervisor.collection(try loads.indices.map { try hypervisorRow($0, loads[$0], diskFree: diskFree) }),
            provider.collection(try loads.indices.map(providerRow)),
            inventory.collection(try loads.indices.flatMap(inventoryRows)),
            usage.collection(try loads.indices.flatMap { try usageRows($0, loads[$0]) }),
        ]
    }

    private func hypervisorRow(_ host: Int, _ load: Load, diskFree: Int64) throws -> RecordRow {
        try hypervisor.row([
            ("hypervisor_hostname", .text(HostNames.hypervisor(host))), ("uuid", .text(ids[host].uuid)),
            ("service_host", .text(HostNames.service(host))), ("service_uuid", .text(ids[host].service)),
            ("state", "up"), ("status", "enabled"), ("hypervisor_type", "QEMU"), ("hypervisor_version", 6_002_000),
            ("host_ip", .text("10.0.\(host / 250).\(host % 250 + 1)")), ("vcpus", .integer(Self.vcpus)),
            ("memory_mb", .integer(Self.ramMiB)), ("cpu_info", Self.cpuInfo), ("local_gb", .integer(Self.diskGiB)),
            ("local_gb_used", .integer(load.diskGiB)), ("memory_mb_used", .integer(512 + load.ramMiB)),
            ("vcpus_used", .integer(load.vcpus)), ("running_vms", .integer(load.servers)),
            ("disk_available_least", .integer(diskFree)),
        ])
    }

    private static let cpuInfo = Value.object([
        .init("arch", "x86_64"), .init("model", "Cascadelake-Server"), .init("vendor", "Intel"),
        .init("topology", .object([.init("cells", 2), .init("sockets", 1), .init("cores", 32), .init("threads", 2)])),
        .init("features", words("vmx sse4.2 avx avx2 avx512f aes pcid x2apic rdrand hypervisor")),
    ])

    private static let traits = words(
        "COMPUTE_NODE HW_CPU_X86_AVX HW_CPU_X86_AVX2 HW_CPU_X86_VMX COMPUTE_VOLUME_EXTEND COMPUTE_TRUSTED_CERTS")

    private static func words(_ text: String) -> Value { .list(text.split(separator: " ").map { .text(String($0)) }) }

    private func providerRow(_ host: Int) throws -> RecordRow {
        let name = Value.text(HostNames.hypervisor(host))
        return try provider.row([
            ("name", name), ("uuid", .text(ids[host].uuid)), ("root_provider", name),
            ("traits", Self.traits),
        ])
    }

    private func inventoryRows(_ host: Int) throws -> [RecordRow] {
        let classes: [(String, Int64, Int64, Double)] = [
            ("VCPU", Self.vcpus, 4, 16), ("MEMORY_MB", Self.ramMiB, 16_384, 1.5), ("DISK_GB", Self.diskGiB, 0, 1),
        ]
        return try classes.map { name, total, reserved, ratio in
            try inventory.row([
                ("resource_provider", .text(HostNames.hypervisor(host))), ("resource_class", .text(name)),
                ("total", .integer(total)), ("reserved", .integer(reserved)), ("min_unit", 1),
                ("max_unit", .integer(total)), ("step_size", 1), ("allocation_ratio", .real(ratio)),
            ])
        }
    }

    private func usageRows(_ host: Int, _ load: Load) throws -> [RecordRow] {
        try [("VCPU", load.vcpus), ("MEMORY_MB", load.ramMiB), ("DISK_GB", load.diskGiB)].map { name, used in
            try usage.row([
                ("resource_provider", .text(HostNames.hypervisor(host))), ("resource_class", .text(name)),
                ("used", .integer(used)),
            ])
        }
    }
}
