import TomboRecords

/// Rows of compute hosts, as Nova and Placement list them: what a test says of each, and nothing else.
struct ComputeRows {
    var rows: [String: [[String: Value]]] = [
        "nova_hypervisor": [], "nova_compute_service": [], "nova_aggregate": [], "nova_server": [],
        "nova_server_group": [], "nova_flavor": [], "placement_resource_provider": [], "placement_inventory": [],
        "placement_usage": [], "placement_allocation": [],
    ]

    mutating func host(
        _ name: String, vcpus: Int64 = 8, used: Int64? = 0, ramMiB: Int64 = 16_384, ramUsed: Int64 = 0,
        status: Value = "enabled", state: Value = "up", zone: Value = "nova", traits: [String] = []
    ) {
        rows["nova_hypervisor"]?.append([
            "hypervisor_hostname": .text(name), "uuid": .text("rp-\(name)"), "service_host": .text(name),
            "state": state, "status": status,
        ])
        rows["nova_compute_service"]?.append([
            "host": .text(name), "binary": "nova-compute", "zone": zone, "state": state, "status": status,
            "forced_down": false, "uuid": .text("s-\(name)"),
        ])
        provider(name, root: name, traits: traits)
        inventory(name, "VCPU", vcpus, used: used)
        inventory(name, "MEMORY_MB", ramMiB, used: ramUsed)
    }

    mutating func provider(_ name: String, root: String, traits: [String] = []) {
        rows["placement_resource_provider"]?.append([
            "name": .text(name), "uuid": .text("rp-\(name)"), "root_provider": .text(root), "traits": Value(traits),
        ])
    }

    mutating func inventory(_ provider: String, _ resourceClass: String, _ total: Int64, used: Int64?) {
        rows["placement_inventory"]?.append([
            "resource_provider": .text(provider), "resource_class": .text(resourceClass), "total": .integer(total),
            "reserved": 0, "min_unit": 1, "max_unit": .integer(total), "step_size": 1, "allocation_ratio": .real(1),
        ])
        if let used {
            rows["placement_usage"]?.append([
                "resource_provider": .text(provider), "resource_class": .text(resourceClass), "used": .integer(used),
            ])
        }
    }

    mutating func aggregate(_ name: String, _ hosts: [String], _ metadata: [String: String]) {
        let number = rows["nova_aggregate"]?.count ?? 0
        rows["nova_aggregate"]?.append([
            "uuid": .text("agg-\(number)"), "id": Value(number), "name": .text(name), "hosts": Value(hosts),
            "metadata": .object(metadata.sorted { $0.key < $1.key }.map { .init($0.key, .text($0.value)) }),
        ])
    }

    mutating func group(_ name: String, _ policy: String, _ members: [String]) {
        rows["nova_server_group"]?.append([
            "id": .text("id-\(name)"), "name": .text(name), "policy": .text(policy), "members": Value(members),
        ])
    }

    mutating func flavor(_ name: String, vcpus: Int64, ramMiB: Int64 = 1024, specs: [String: String] = [:]) {
        rows["nova_flavor"]?.append([
            "id": .text(name), "name": .text(name), "vcpus": .integer(vcpus), "ram_mib": .integer(ramMiB),
            "disk_gib": 0, "ephemeral_gib": 0, "swap_mib": 0, "is_public": true, "disabled": false,
            "extra_specs": .object(specs.sorted { $0.key < $1.key }.map { .init($0.key, .text($0.value)) }),
        ])
    }

    /// A server with its claim, unless it has none.
    mutating func server(
        _ name: String, on host: String, vcpus: Int64 = 1, ramMiB: Int64 = 1024, project: String = "p1",
        zone: Value = "nova", specs: [String: String] = [:], claims: Bool = true
    ) {
        rows["nova_server"]?.append([
            "id": .text(name), "name": .text(name), "project_id": .text(project), "status": "ACTIVE",
            "host": .text(host), "hypervisor_hostname": .text(host), "availability_zone": zone, "image_id": "i",
            "flavor_name": "f", "flavor_vcpus": .integer(vcpus), "flavor_ram_mib": .integer(ramMiB),
            "flavor_disk_gib": 0, "flavor_ephemeral_gib": 0, "flavor_swap_mib": 0, "addresses": [],
            "flavor_extra_specs": .object(specs.sorted { $0.key < $1.key }.map { .init($0.key, .text($0.value)) }),
        ])
        guard claims else { return }
        rows["placement_allocation"]?.append([
            "resource_provider": .text(host), "consumer": .text(name),
            "resources": .object([.init("VCPU", .integer(vcpus)), .init("MEMORY_MB", .integer(ramMiB))]),
        ])
    }

    func saved() throws -> PhysicalCloud {
        let cloud = try PhysicalCloud()
        try cloud.save(rows)
        return cloud
    }
}
