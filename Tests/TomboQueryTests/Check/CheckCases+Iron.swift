import TomboRecords

extension CheckCase {
    private static func maas(_ id: String, _ fields: [String: Value] = [:]) -> [String: Value] {
        PhysicalCloud.machine(id, "\(id).maas").merging(["testing_status": "Passed"]) { a, _ in a }
            .merging(fields) { _, said in said }
    }

    static let iron: [CheckCase] = [
        CheckCase(
            rule: "maas-test-failed",
            breaks: [
                "maas_machine": [
                    maas("n1", ["testing_status": "Failed"]), maas("n2"),
                    maas("n3", ["commissioning_status": "Timed out"]),
                ]
            ],
            names: ["n1.maas", "n3.maas"],
            keeps: ["maas_machine": [maas("n1"), maas("n2", ["testing_status": "Unknown"])]],
            unknown: ["maas_machine": [maas("n1", ["testing_status": nil])]]),
        CheckCase(
            rule: "maas-machine-failed",
            breaks: [
                "maas_machine": [
                    maas("n1", ["status": "Failed testing"]), maas("n2", ["status": "Broken"]), maas("n3"),
                ]
            ],
            names: ["n1.maas", "n2.maas"],
            keeps: ["maas_machine": [maas("n1", ["status": "Ready"]), maas("n2", ["status": "Deploying"])]]),
        CheckCase(
            rule: "maas-machine-without-juju",
            breaks: [
                "maas_machine": [maas("n1"), maas("n2"), maas("n3", ["status": "Ready"])],
                "juju_machine": [PhysicalCloud.juju("0", instance: "n1")],
            ],
            names: ["n2.maas"],
            keeps: ["maas_machine": [maas("n1")], "juju_machine": [PhysicalCloud.juju("0", instance: "n1")]]),
    ]
}
