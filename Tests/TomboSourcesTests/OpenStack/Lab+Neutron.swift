@testable import TomboSources

extension Lab {
    static let project1 = "c0ffee00000000000000000000000001"
    /// The project of the token.
    static let adminProject = "c0ffee00000000000000000000000002"

    static let portsKey = networkKey("ports")
    static let groupsKey = networkKey("security-groups")

    static func networkKey(_ path: String) -> String { "GET /v2.0/\(path)?limit=1000" }

    static func networkQuotaKey(_ project: String) -> String { "GET /v2.0/quotas/\(project)/details" }

    static let neutron = [
        networkKey("networks"): "neutron_network",
        networkKey("subnets"): "neutron_subnet",
        networkKey("routers"): "neutron_router",
        portsKey: "neutron_port",
        portsKey + "&marker=\(id(1302))": "neutron_port-page2",
        networkKey("floatingips"): "neutron_floatingip",
        groupsKey: "neutron_security_group",
        "GET /v2.0/agents": "neutron_agent",
        networkQuotaKey(project1): "neutron_quota-1",
        networkQuotaKey(adminProject): "neutron_quota-2",
    ]
}

extension OpenStackCollectorSuiteTests {
    static let neutronKinds: [Kind] = [
        Kind(
            "neutron_network", Lab.networkKey("networks"), "networks", all: 3,
            required: ["networks[0].id", "networks[1].status", "networks[0].shared", "networks[2].subnets"]),
        Kind(
            "neutron_subnet", Lab.networkKey("subnets"), "subnets", all: 3,
            required: [
                "subnets[0].id", "subnets[1].network_id", "subnets[2].cidr", "subnets[0].allocation_pools[0].start",
            ]),
        Kind(
            "neutron_router", Lab.networkKey("routers"), "routers", all: 2,
            required: [
                "routers[0].id", "routers[1].admin_state_up", "routers[0].external_gateway_info.network_id",
                "routers[1].routes[0].nexthop",
            ]),
        Kind(
            "neutron_port", Lab.portsKey, "ports", later: Lab.portsKey + "&marker=\(Lab.id(1302))", all: 5,
            withoutLater: 2,
            required: [
                "ports[0].id", "ports[1].status", "ports[0].mac_address", "ports[0].fixed_ips[1].ip_address",
            ]),
        Kind(
            "neutron_floatingip", Lab.networkKey("floatingips"), "floatingips", all: 2,
            required: [
                "floatingips[0].id", "floatingips[1].floating_ip_address", "floatingips[0].floating_network_id",
            ]),
        Kind(
            "neutron_security_group", Lab.groupsKey, "security_groups", all: 3,
            required: [
                "security_groups[0].id", "security_groups[1].name", "security_groups[0].security_group_rules",
            ]),
        Kind(
            "neutron_security_group_rule", Lab.groupsKey, "security_groups", all: 4,
            required: [
                "security_groups[0].security_group_rules[1].id", "security_groups[0].security_group_rules[0].direction",
                "security_groups[1].security_group_rules[0].security_group_id",
            ]),
        Kind(
            "neutron_agent", "GET /v2.0/agents", "agents", all: 3,
            required: ["agents[0].id", "agents[1].alive", "agents[2].host"]),
        Kind(
            "neutron_quota", "GET /v3/projects", "projects", later: Lab.networkQuotaKey(Lab.project1), all: 7,
            withoutLater: 3, required: ["quota.port.limit", "quota.network.used", "quota.port.reserved"],
            of: Lab.networkQuotaKey(Lab.project1)),
    ]
}
