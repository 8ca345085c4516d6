import TomboRecords

/// What capacity needs beside servers and hosts: 50 flavors, the hosts' services, and what each server has claimed.
struct ComputeKinds {
    static let flavors = 50

    private let flavor = RowMaker("nova_flavor")
    private let service = RowMaker("nova_compute_service")
    private let allocation = RowMaker("placement_allocation")

    func collections(_ servers: [Server], hosts: Int) throws -> [Collection] {
        [
            flavor.collection(try (0..<Self.flavors).map(flavorRow)),
            service.collection(try (0..<hosts).map(serviceRow)),
            allocation.collection(try servers.map(allocationRow)),
        ]
    }

    static func flavorName(_ number: Int) -> String { "flavor-\(number)" }

    /// From 1 to 32 processors, with 1 to 8 GiB for each; some ask for a trait that all hosts have.
    private func flavorRow(_ number: Int) throws -> RecordRow {
        let vcpus = Int64(1 << (number % 6))
        let specs: [Value.Field] = number % 5 == 0 ? [.init("trait:HW_CPU_X86_AVX2", "required")] : []
        return try flavor.row([
            ("id", .text("f-\(number)")), ("name", .text(Self.flavorName(number))), ("vcpus", .integer(vcpus)),
            ("ram_mib", .integer(vcpus * 1024 * Int64(1 + number % 8))), ("disk_gib", .integer(Int64(10 + number))),
            ("ephemeral_gib", 0), ("swap_mib", 0), ("extra_specs", .object(specs)), ("is_public", true),
            ("disabled", false), ("rxtx_factor", .real(1)),
        ])
    }

    private func serviceRow(_ host: Int) throws -> RecordRow {
        try service.row([
            ("uuid", .text("service-\(host)")), ("host", .text(HostNames.service(host))), ("binary", "nova-compute"),
            ("zone", .text("az\(host % 3 + 1)")), ("status", "enabled"), ("state", "up"), ("forced_down", false),
        ])
    }

    private func allocationRow(_ server: Server) throws -> RecordRow {
        try allocation.row([
            ("resource_provider", .text(HostNames.hypervisor(server.host))), ("consumer", .text(server.id)),
            (
                "resources",
                .object([
                    .init("DISK_GB", .integer(server.flavor.diskGiB)),
                    .init("MEMORY_MB", .integer(server.flavor.ramMiB)), .init("VCPU", .integer(server.flavor.vcpus)),
                ])
            ),
        ])
    }
}
