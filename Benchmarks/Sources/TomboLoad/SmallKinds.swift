import TomboRecords

/// The kinds of the lab that hardly ever change: projects, services, flavors, aggregates.
enum SmallKinds {
    static func collections() throws -> [Collection] {
        var dice = Dice(6)
        let project = RowMaker("keystone_project")
        let service = RowMaker("nova_compute_service")
        let flavor = RowMaker("nova_flavor")
        let aggregate = RowMaker("nova_aggregate")
        let projects = try ["admin", "service", "tarefas"].map { name in
            try project.row([
                ("id", .text(dice.identity())), ("name", .text(name)), ("domain_id", "default"), ("enabled", true),
                ("is_domain", false), ("parent_id", "default"), ("tags", []),
            ])
        }
        let processes =
            (0..<4).map { (HostNames.service($0), "nova-compute") }
            + [("controller", "nova-scheduler"), ("controller", "nova-conductor")]
        let services = try processes.map { host, binary in
            try service.row([
                ("host", .text(host)), ("binary", .text(binary)), ("uuid", .text(dice.uuid())), ("zone", "nova"),
                ("status", "enabled"), ("state", "up"), ("forced_down", false),
            ])
        }
        let flavors = try Cast.flavors.prefix(6).map { size in
            try flavor.row([
                ("id", .text(dice.uuid())), ("name", .text(size.name)), ("vcpus", .integer(size.vcpus)),
                ("ram_mib", .integer(size.ramMiB)), ("disk_gib", .integer(size.diskGiB)), ("ephemeral_gib", 0),
                ("swap_mib", 0), ("is_public", true), ("disabled", false), ("rxtx_factor", .real(1)),
                ("extra_specs", size.extraSpecs),
            ])
        }
        let aggregates = [
            try aggregate.row([
                ("uuid", .text(dice.uuid())), ("aggregate_id", 1), ("name", "az1"), ("availability_zone", "az1"),
                ("hosts", ["compute-0000", "compute-0003"]), ("metadata", .object([.init("availability_zone", "az1")])),
                ("created_at", "2026-03-02T10:11:12.000000"),
            ])
        ]
        return [
            project.collection(projects), service.collection(services), flavor.collection(flavors),
            aggregate.collection(aggregates),
        ]
    }
}
