import TomboRecords

extension CheckRule {
    static let vaultSealed = CheckRule(
        "vault-sealed", .error, kind: "vault_unit",
        what: "A Vault is sealed, or not initialised.",
        why: "Nobody gets a certificate or a secret from it: charms that renew theirs stop, one after the other.",
        source: "Vault: /v1/sys/seal-status. It comes up sealed after every restart.",
        remedy: "Unseal it with its key shares: `vault operator unseal`, once for each of the threshold.",
        reads: [], alsoReads: ["vault_unit", "juju_unit"]
    ) { bench in
        for row in try bench.rows("vault_unit", ["sealed", "initialized", "version"]) {
            let isNew = row["initialized"] == false
            guard row["sealed"] == true || isNew else { continue }
            bench.find(
                row.key, isNew ? "The Vault is not initialised." : "The Vault is sealed.",
                ["sealed": row["sealed"], "initialized": row["initialized"], "version": row["version"]])
        }
        for row in try bench.rows("juju_unit", ["name", "sealed", "initialized", "workload_message"]) {
            guard row["sealed"] == true || row["initialized"] == false else { continue }
            bench.find(
                bench.name(row), row["sealed"] == true ? "The charm says it is sealed." : "It is not initialised.",
                kind: "juju_unit", ["workload_message": row["workload_message"]])
        }
    }
}
