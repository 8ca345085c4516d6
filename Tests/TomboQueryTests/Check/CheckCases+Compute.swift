import TomboRecords

extension CheckCase {
    private static func server(_ name: String, _ fields: [String: Value] = [:]) -> [String: Value] {
        [
            "id": .text("id-\(name)"), "name": .text(name), "status": "ACTIVE", "host": "h1",
            "hypervisor_hostname": "h1.maas",
        ].merging(fields) { _, said in said }
    }

    private static func compute(_ host: String, _ fields: [String: Value] = [:]) -> [String: Value] {
        [
            "host": .text(host), "binary": "nova-compute", "state": "up", "status": "enabled", "forced_down": false,
        ].merging(fields) { _, said in said }
    }

    private static func hypervisor(_ name: String, uuid: String) -> [String: Value] {
        ["hypervisor_hostname": .text(name), "uuid": .text(uuid), "state": "up", "status": "enabled"]
    }

    private static func provider(_ name: String, uuid: String, _ fields: [String: Value] = [:]) -> [String: Value] {
        ["name": .text(name), "uuid": .text(uuid), "root_provider": .text(name)].merging(fields) { _, said in said }
    }

    private static func claim(_ consumer: String) -> [String: Value] {
        ["resource_provider": "h1", "consumer": .text(consumer), "resources": .object([.init("VCPU", 1)])]
    }

    private static func flavor(_ name: String, _ ram: Value) -> [String: Value] {
        ["id": .text(name), "name": .text(name), "ram_mib": ram]
    }

    private static func project(_ used: Value, of limit: Value) -> [[String: Value]] {
        [["project_id": "p", "resource": "cores", "quota_limit": limit, "in_use": used, "reserved": 0]]
    }

    static let compute: [CheckCase] = [
        CheckCase(
            rule: "nova-service-down",
            breaks: [
                "nova_compute_service": [
                    compute("h1", ["state": "down"]), compute("h2", ["state": "down", "status": "disabled"]),
                    compute("h3"),
                ]
            ],
            names: ["nova-compute@h1"], keeps: ["nova_compute_service": [compute("h1")]]),
        CheckCase(
            rule: "cinder-service-down",
            breaks: [
                "cinder_service": [["host": "c@ceph", "binary": "cinder-volume", "state": "down", "status": "enabled"]]
            ],
            names: ["cinder-volume@c@ceph"],
            keeps: ["cinder_service": [["host": "c", "binary": "cinder-volume", "state": "up", "status": "enabled"]]]),
        CheckCase(
            rule: "hypervisor-without-provider",
            breaks: [
                "nova_hypervisor": [
                    hypervisor("h1", uuid: "1"), hypervisor("h2", uuid: "2"), hypervisor("h3", uuid: "3"),
                ],
                "placement_resource_provider": [provider("h1", uuid: "1"), provider("h3", uuid: "old")],
            ],
            names: ["h2", "h3"],
            keeps: [
                "nova_hypervisor": [hypervisor("h1", uuid: "1")],
                "placement_resource_provider": [provider("h1", uuid: "1")],
            ]),
        CheckCase(
            rule: "provider-without-hypervisor",
            breaks: [
                "nova_hypervisor": [hypervisor("h1", uuid: "1")],
                "placement_resource_provider": [provider("h1", uuid: "1"), provider("gone", uuid: "2")],
            ],
            names: ["gone"],
            keeps: [
                "nova_hypervisor": [hypervisor("h1", uuid: "1")],
                "placement_resource_provider": [
                    provider("h1", uuid: "1"), provider("nfs", uuid: "2", ["traits": ["MISC_SHARES_VIA_AGGREGATE"]]),
                    provider("h1_pci", uuid: "3", ["parent_provider": "h1", "root_provider": "h1"]),
                ],
            ]),
        CheckCase(
            rule: "allocation-orphan",
            breaks: ["nova_server": [server("a")], "placement_allocation": [claim("id-a"), claim("nobody")]],
            names: ["nobody"],
            keeps: [
                "nova_server": [server("a")],
                "nova_migration": [["id": 1, "uuid": "m1", "instance_uuid": "id-a", "status": "finished"]],
                "placement_allocation": [claim("id-a"), claim("m1")],
            ]),
        CheckCase(
            rule: "server-error",
            breaks: [
                "nova_server": [
                    server("a", ["status": "ERROR", "fault_message": "No valid host was found."]), server("b"),
                ]
            ],
            names: ["a"], keeps: ["nova_server": [server("a"), server("error", ["status": "SHUTOFF"])]]),
        CheckCase(
            rule: "server-host-down",
            breaks: [
                "nova_server": [server("a"), server("b", ["host": "h2"]), server("c", ["host": "h3"])],
                "nova_compute_service": [
                    compute("h1", ["state": "down"]), compute("h2", ["forced_down": true]), compute("h3"),
                ],
            ],
            names: ["a", "b"],
            keeps: [
                "nova_server": [server("a"), server("never", ["host": nil])], "nova_compute_service": [compute("h1")],
            ],
            unknown: ["nova_server": [server("a")]]),
        CheckCase(
            rule: "server-host-disabled",
            breaks: [
                "nova_server": [server("a"), server("b", ["host": "h2"])],
                "nova_compute_service": [
                    compute("h1", ["status": "disabled", "disabled_reason": "disk"]), compute("h2"),
                ],
            ],
            names: ["a"], keeps: ["nova_server": [server("a")], "nova_compute_service": [compute("h1")]]),
        CheckCase(
            rule: "roles-together",
            breaks: ["nova_server": [server("lb"), server("db-1"), server("api1")]], names: ["db-1 and lb"],
            keeps: ["nova_server": [server("lb"), server("db", ["hypervisor_hostname": "h2.maas"]), server("dbvol")]],
            unknown: ["nova_server": [server("lb"), server("db", ["hypervisor_hostname": nil, "host": nil])]]),
        CheckCase(
            rule: "flavor-ram-odd",
            breaks: ["nova_flavor": [flavor("odd", 1000), flavor("one", 1), flavor("f", 1024)]],
            names: ["odd", "one"], keeps: ["nova_flavor": [flavor("f", 256), flavor("g", 8192)]]),
        CheckCase(
            rule: "quota-near-limit",
            breaks: ["nova_quota": project(18, of: 20), "keystone_project": [["id": "p", "name": "lab"]]],
            names: ["lab"],
            keeps: [
                "nova_quota": project(17, of: 20), "cinder_quota": project(17, of: -1),
                "neutron_quota": project(0, of: 0),
            ],
            unknown: ["nova_quota": project(nil, of: 20)]),
    ]
}
