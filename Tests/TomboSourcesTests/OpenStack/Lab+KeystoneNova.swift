extension Lab {
    static let projects = ["c0ffee00000000000000000000000001", "c0ffee00000000000000000000000002"]
    static let deletedKey = serversKey + "&deleted=True"
    static let serverGroupsKey = "GET /v2.1/os-server-groups?all_projects=True"
    static let zonesKey = "GET /v2.1/os-availability-zone/detail"
    static let servicesKey = "GET /v2.1/os-services"
    static let flavorAccessKey = "GET /v2.1/flavors/\(id(403))/os-flavor-access"
    static let changedKey = "GET /v2.1/servers?all_tenants=1"
    static let migrationsKey = "GET /v2.1/os-migrations"

    static func serverKey(_ server: Int) -> String { "GET /v2.1/servers/\(id(server))" }
    static func actionsKey(_ server: Int) -> String { serverKey(server) + "/os-instance-actions" }
    static func quotaKey(_ project: Int) -> String { "GET /v2.1/os-quota-sets/\(projects[project - 1])/detail" }

    /// The fixtures of the kinds of Keystone and Nova that came later.
    static let keystoneNovaFixtures: [String: String] = {
        var fixtures = [
            "GET /v3/domains": "keystone_domain",
            "GET /v3/users?domain_id=d1": "keystone_user-d1",
            "GET /v3/users?domain_id=d2": "keystone_user-d2",
            "GET /v3/role_assignments?include_names=True": "keystone_role_assignment",
            "GET /v3/regions": "keystone_region",
            "GET /v3/services": "keystone_service",
            "GET /v3/endpoints": "keystone_endpoint",
            serverKey(6): "nova_server-6",
            serverGroupsKey: "nova_server_group",
            serverGroupsKey + "&offset=1": "nova_server_group-page2",
            serverGroupsKey + "&offset=2": "nova_server_group-end",
            zonesKey: "nova_availability_zone",
            migrationsKey: "nova_migration",
            migrationsKey + "?marker=\(id(702))": "nova_migration-page2",
            deletedKey: "nova_deleted_server",
            deletedKey + "&marker=\(id(12))": "nova_deleted_server-page2",
            flavorAccessKey: "nova_flavor-access",
            changedKey: "nova_server-changed",
            changedKey + "&marker=\(id(4))": "nova_server-changed-page2",
            actionsKey(4): "nova_instance_action-4",
            actionsKey(4) + "?marker=req-\(id(802))": "nova_instance_action-4-page2",
            actionsKey(11): "nova_instance_action-11",
            quotaKey(1): "nova_quota-1",
            quotaKey(2): "nova_quota-2",
        ]
        for provider in 201...203 {
            for document in ["allocations", "aggregates"] {
                fixtures[providerKey(provider, document)] = "placement-\(provider)-\(document)"
            }
        }
        return fixtures
    }()
}
