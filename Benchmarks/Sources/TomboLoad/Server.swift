import TomboRecords

/// A server of the generated cloud, with what can happen to it.
struct Server {
    struct Flavor {
        var name: String
        var vcpus: Int64
        var ramMiB: Int64
        var diskGiB: Int64
        var extraSpecs: Value
    }

    struct Address {
        var network: String
        var address: String
        var mac: String
        var type: String

        var value: Value {
            .object([
                .init("address", .text(address)), .init("mac", .text(mac)), .init("network", .text(network)),
                .init("type", .text(type)), .init("version", .integer(4)),
            ])
        }
    }

    var id: String
    var name: String
    var number: Int
    var project: String
    var user: String
    var host: Int
    var flavor: Flavor
    var image: String?
    var addresses: [Address]
    var volumes: [String]
    var metadata: [(key: String, value: String)]
    var created: String
    var launchedAt: String
    var isRunning = true

    func row(_ maker: RowMaker) throws -> RecordRow {
        let hostName = HostNames.service(host)
        return try maker.row([
            ("id", .text(id)), ("name", .text(name)), ("project_id", .text(project)), ("user_id", .text(user)),
            ("status", isRunning ? "ACTIVE" : "SHUTOFF"), ("vm_state", isRunning ? "active" : "stopped"),
            ("power_state", isRunning ? "running" : "shutdown"), ("host", .text(hostName)),
            ("hypervisor_hostname", .text(HostNames.hypervisor(host))),
            ("instance_name", .text("instance-" + Dice.hexadecimal(UInt64(number), 8))), ("hostname", .text(name)),
            ("host_status", "UP"), ("availability_zone", .text("az\(host % 3 + 1)")),
            ("flavor_name", .text(flavor.name)), ("flavor_vcpus", .integer(flavor.vcpus)),
            ("flavor_ram_mib", .integer(flavor.ramMiB)), ("flavor_disk_gib", .integer(flavor.diskGiB)),
            ("flavor_ephemeral_gib", 0), ("flavor_swap_mib", 0), ("flavor_extra_specs", flavor.extraSpecs),
            ("image_id", Value(image)), ("key_name", .text("key-" + user.prefix(6))),
            ("addresses", .list(addresses.map(\.value))),
            ("security_groups", number % 4 == 0 ? ["default", "web"] : ["default"]),
            ("volumes_attached", .list(volumes.map(Value.text))),
            ("metadata", .object(metadata.map { .init($0.key, .text($0.value)) })), ("tags", []), ("locked", false),
            ("created", .text(created)), ("launched_at", .text(launchedAt)),
        ])
    }
}

/// How the generated hosts are called by Nova's configuration and by libvirt.
enum HostNames {
    static func service(_ host: Int) -> String { "compute-" + padded(host) }
    static func hypervisor(_ host: Int) -> String { service(host) + ".maas" }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
