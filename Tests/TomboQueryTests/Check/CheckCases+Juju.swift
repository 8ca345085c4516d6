import TomboRecords

extension CheckCase {
    private static func machine(_ id: String, _ fields: [String: Value] = [:]) -> [String: Value] {
        PhysicalCloud.juju(id, instance: "n\(id)").merging(["agent_status": "started", "machine_status": "running"]) {
            a, _ in a
        }.merging(fields) { _, said in said }
    }

    private static func unit(_ name: String, _ fields: [String: Value] = [:]) -> [String: Value] {
        PhysicalCloud.unit(name, on: "0").merging(fields) { _, said in said }
    }

    private static let mysql: [String: Value] = [
        "id": "m/db", "model": "m", "name": "db", "charm": "mysql-innodb-cluster",
    ]

    static let juju: [CheckCase] = [
        CheckCase(
            rule: "juju-machine-without-maas",
            breaks: [
                "maas_machine": [PhysicalCloud.machine("n0", "n0.maas")],
                "juju_machine": [
                    machine("0"), machine("1"), machine("2", ["instance_id": "manual:10.0.0.9"]),
                    PhysicalCloud.juju("0/lxd/0", parent: "0", instance: "juju-1-lxd-0"),
                ],
            ],
            names: ["m/1"],
            keeps: ["maas_machine": [PhysicalCloud.machine("n0", "n0.maas")], "juju_machine": [machine("0")]],
            unknown: ["juju_machine": [machine("0")]]),
        CheckCase(
            rule: "juju-machine-error",
            breaks: ["juju_machine": [machine("0", ["machine_status": "provisioning error"]), machine("1")]],
            names: ["m/0"],
            keeps: ["juju_machine": [machine("0")]]),
        CheckCase(
            rule: "juju-agent-lost",
            breaks: [
                "juju_machine": [machine("0", ["agent_status": "down"]), machine("1")],
                "juju_unit": [unit("a/0", ["agent_status": "lost"]), unit("a/1", ["agent_status": "executing"])],
            ],
            names: ["a/0", "m/0"],
            keeps: ["juju_machine": [machine("0")], "juju_unit": [unit("a/0")]]),
        CheckCase(
            rule: "juju-unit-blocked",
            breaks: [
                "juju_unit": [
                    unit("a/0", ["workload_status": "blocked", "workload_message": "Missing relations: image"]),
                    unit("b/0", ["workload_status": "error"]), unit("c/0", ["workload_status": "waiting"]),
                ]
            ],
            names: ["a/0", "b/0"],
            keeps: ["juju_unit": [unit("a/0"), unit("b/0", ["workload_status": "unknown"])]]),
        CheckCase(
            rule: "mysql-tolerance",
            breaks: [
                "juju_application": [mysql],
                "juju_unit": [
                    unit("db/0", ["tolerates_failures": 0, "inactive_members": 1]),
                    unit("db/1", ["tolerates_failures": 0]),
                ],
            ],
            names: ["db"],
            keeps: [
                "juju_application": [mysql],
                "juju_unit": [unit("db/0", ["tolerates_failures": 1]), unit("x/0", ["tolerates_failures": 0])],
            ],
            unknown: ["juju_application": [mysql], "juju_unit": [unit("db/0")]]),
        CheckCase(
            rule: "vault-sealed",
            breaks: [
                "vault_unit": [
                    ["address": "https://a", "sealed": true, "initialized": true],
                    ["address": "https://b", "sealed": true, "initialized": false],
                    ["address": "https://c", "sealed": false, "initialized": true],
                ],
                "juju_unit": [unit("vault/0", ["sealed": true])],
            ],
            names: ["https://a", "https://b", "vault/0"],
            keeps: [
                "vault_unit": [["address": "https://a", "sealed": false, "initialized": true]],
                "juju_unit": [unit("vault/0", ["sealed": false]), unit("a/0")],
            ]),
    ]
}
