import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("every OpenStack collector")
struct OpenStackCollectorSuiteTests {
    /// What the suite has to know of a kind beyond its fixtures.
    struct Kind: CustomTestStringConvertible {
        var kind: String
        var listing: (key: String, member: String)
        var later: String?
        var all: Int
        var withoutLater: Int
        var required: [(key: String, path: String)]

        var testDescription: String { kind }

        init(
            _ kind: String, _ key: String, _ member: String, later: String? = nil, all: Int, withoutLater: Int = 0,
            required: [String], of requiredKey: String? = nil
        ) {
            self.kind = kind
            listing = (key, member)
            self.later = later
            self.all = all
            self.withoutLater = withoutLater
            self.required = required.map { (requiredKey ?? key, $0) }
        }
    }

    static let kinds: [Kind] = coreKinds + neutronKinds + glanceKinds + cinderKinds

    static let coreKinds: [Kind] = [
        Kind(
            "keystone_domain", "GET /v3/domains", "domains", all: 2,
            required: [
                "domains[0].id", "domains[1].name", "domains[0].enabled",
            ]),
        Kind(
            "keystone_project", "GET /v3/projects", "projects", all: 2,
            required: [
                "projects[0].id", "projects[1].name", "projects[0].domain_id", "projects[0].enabled",
            ]),
        Kind(
            "keystone_user", "GET /v3/domains", "domains", later: "GET /v3/users?domain_id=d2", all: 3, withoutLater: 1,
            required: [
                "users[0].id", "users[0].name", "users[0].domain_id", "users[0].enabled",
            ], of: "GET /v3/users?domain_id=d1"),
        Kind(
            "keystone_role_assignment", "GET /v3/role_assignments?include_names=True", "role_assignments", all: 7,
            required: [
                "role_assignments[0].role", "role_assignments[0].user", "role_assignments[1].group.id",
                "role_assignments[2].scope", "role_assignments[0].scope.project.id",
            ]),
        Kind(
            "keystone_region", "GET /v3/regions", "regions", all: 2,
            required: [
                "regions[0].id"
            ]),
        Kind(
            "keystone_service", "GET /v3/services", "services", all: 2,
            required: [
                "services[0].id", "services[1].type", "services[0].enabled",
            ]),
        Kind(
            "keystone_endpoint", "GET /v3/endpoints", "endpoints", all: 2,
            required: [
                "endpoints[0].id", "endpoints[1].service_id", "endpoints[0].interface", "endpoints[0].url",
            ]),
        Kind(
            "nova_server", Lab.serversKey, "servers", later: Lab.serversKey + "&marker=\(Lab.id(4))", all: 6,
            withoutLater: 2,
            required: [
                "servers[0].id", "servers[1].name", "servers[0].status", "servers[0].tenant_id", "servers[1].flavor",
                "servers[1].flavor.vcpus", "servers[0].flavor.original_name", "servers[0].addresses",
                "servers[0].addresses.user1_net[1].addr",
            ]),
        Kind(
            "nova_hypervisor", "GET /v2.1/os-hypervisors/detail", "hypervisors",
            later: "GET /v2.1/os-hypervisors/detail?marker=\(Lab.id(202))", all: 3, withoutLater: 2,
            required: [
                "hypervisors[0].hypervisor_hostname", "hypervisors[1].state", "hypervisors[0].service.host",
            ]),
        Kind(
            "nova_compute_service", "GET /v2.1/os-services", "services", all: 4,
            required: [
                "services[0].host", "services[3].binary", "services[0].state",
            ]),
        Kind(
            "nova_flavor", "GET /v2.1/flavors/detail?is_public=None", "flavors",
            later: "GET /v2.1/flavors/detail?is_public=None&marker=\(Lab.id(402))", all: 3, withoutLater: 2,
            required: [
                "flavors[0].id", "flavors[0].name", "flavors[1].ram", "flavors[1].vcpus",
            ]),
        Kind(
            "nova_aggregate", "GET /v2.1/os-aggregates", "aggregates", all: 2,
            required: [
                "aggregates[0].uuid", "aggregates[1].hosts", "aggregates[0].metadata",
            ]),
        Kind(
            "nova_server_group", Lab.serverGroupsKey, "server_groups", later: Lab.serverGroupsKey + "&offset=1", all: 3,
            withoutLater: 2,
            required: [
                "server_groups[0].id", "server_groups[1].name", "server_groups[0].members",
            ]),
        Kind(
            "nova_availability_zone", Lab.zonesKey, "availabilityZoneInfo", all: 3,
            required: [
                "availabilityZoneInfo[0].zoneName", "availabilityZoneInfo[1].zoneState.available",
            ]),
        Kind(
            "nova_migration", Lab.migrationsKey, "migrations", later: Lab.migrationsKey + "?marker=\(Lab.id(702))",
            all: 3, withoutLater: 2,
            required: [
                "migrations[0].uuid", "migrations[0].id", "migrations[1].instance_uuid", "migrations[0].status",
            ]),
        Kind(
            "nova_deleted_server", Lab.deletedKey, "servers", later: Lab.deletedKey + "&marker=\(Lab.id(12))", all: 2,
            withoutLater: 1,
            required: [
                "servers[0].id", "servers[0].name", "servers[0].status", "servers[1].tenant_id",
            ]),
        Kind(
            "nova_instance_action", Lab.changedKey, "servers", later: Lab.actionsKey(11), all: 4, withoutLater: 2,
            required: [
                "instanceActions[0].instance_uuid", "instanceActions[0].request_id", "instanceActions[0].action",
                "instanceActions[0].start_time",
            ], of: Lab.actionsKey(4)),
        Kind(
            "nova_quota", "GET /v3/projects", "projects", later: Lab.quotaKey(2), all: 6, withoutLater: 3,
            required: [
                "quota_set", "quota_set.cores.limit",
            ], of: Lab.quotaKey(1)),
        Kind(
            "placement_resource_provider", "GET /resource_providers", "resource_providers",
            later: Lab.providerKey(202, "traits"), all: 3, withoutLater: 2,
            required: [
                "resource_providers[0].uuid", "resource_providers[2].name",
            ]),
        Kind(
            "placement_inventory", "GET /resource_providers", "resource_providers",
            later: Lab.providerKey(202, "inventories"), all: 7, withoutLater: 4,
            required: [
                "inventories.VCPU.total", "inventories.MEMORY_MB.allocation_ratio", "inventories.DISK_GB.step_size",
            ], of: Lab.providerKey(201, "inventories")),
        Kind(
            "placement_usage", "GET /resource_providers", "resource_providers", later: Lab.providerKey(202, "usages"),
            all: 7, withoutLater: 4,
            required: [
                "usages"
            ], of: Lab.providerKey(201, "usages")),
        Kind(
            "placement_allocation", "GET /resource_providers", "resource_providers",
            later: Lab.providerKey(202, "allocations"), all: 3, withoutLater: 2,
            required: [
                "allocations", "allocations.\(Lab.id(4)).resources",
            ], of: Lab.providerKey(201, "allocations")),
    ]

    @Test("keeps the promises of collectors", arguments: kinds)
    func suite(_ kind: Kind) async throws {
        var answers = [Lab.signInKey: try Lab.fixture("token-admin")]
        for (key, name) in Lab.fixtures { answers[key] = try Lab.fixture(name) }
        let suite = CollectorSuite(
            try Lab.entry(kind.kind),
            .init(
                answers: answers, heads: [Lab.signInKey: (201, ["X-Subject-Token": Lab.token])],
                listing: kind.listing, later: kind.later, count: (kind.all, kind.withoutLater),
                required: kind.required, secrets: [Lab.password, Lab.token, "hunter2"])
        ) { Lab.client($0, logger: $1) }
        try await suite.run()
    }

    @Test("the suite is run for every kind of the catalog")
    func complete() {
        #expect(Self.kinds.map(\.kind) == OpenStackCatalog.specs.map(\.kind))
    }
}
