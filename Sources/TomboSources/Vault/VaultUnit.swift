public import TomboRecords

/// HashiCorp's Vault, which holds the cloud's certificates and keys.
public enum Vault {
    /// One Vault server: whoever unseals it and whoever asks whether it serves talk to it alone.
    ///
    /// From `/v1/sys/seal-status` and `/v1/sys/health`, which need no token.
    /// `progress`, `nonce` and `server_time_utc` are not stored: they move by themselves.
    public struct Unit: Record {
        var address: String
        var seal: SealStatus
        /// nil where it gave its seal status only.
        var health: Health?

        public var values: [Value] {
            // A sealed Vault cannot say whether it is the active one; what it says then is a default.
            let serving = seal.isSealed ? nil : health
            return [
                .init(address), .init(seal.isInitialized ?? health?.isInitialized), .init(seal.isSealed),
                .init(serving?.isStandby), .init(serving?.isPerformanceStandby),
                .init(seal.version ?? health?.version), .init(seal.buildDate),
                .init(seal.clusterName ?? health?.clusterName), .init(seal.clusterID ?? health?.clusterID),
                .init(seal.type), .init(seal.threshold), .init(seal.shares), .init(seal.hasRecoverySeal),
                .init(seal.storageType), .init(serving?.drMode), .init(serving?.performanceMode),
            ]
        }

        public static let spec = RecordSpec(
            kind: "vault_unit",
            summary: "A Vault server, and whether it is sealed.",
            key: ["address"], name: "address", aliases: ["vault"],
            brief: ["address", "initialized", "sealed", "standby", "version", "cluster_name"],
            columns: [
                .init("address", .text, .configuration, "Address of the server, as tombo.yaml has it."),
                .init(
                    "initialized", .boolean, .status,
                    "Whether its keys were ever made; one that is not has no certificate to give."),
                .init(
                    "sealed", .boolean, .status,
                    "Whether it waits for somebody to unseal it; until then it serves nothing."),
                .init(
                    "standby", .boolean, .status,
                    "Whether another unit is the active one; of a cluster exactly one is not. Null while it is sealed."),
                .init(
                    "performance_standby", .boolean, .status,
                    "Whether it answers reads itself while it stands by; null while it is sealed."),
                .init("version", .text, .configuration, "Version of Vault that runs, such as `1.8.2`."),
                .init("build_date", .instant, .configuration, "When that version was built; null before Vault 1.11."),
                .init(
                    "cluster_name", .text, .status,
                    "Name of its cluster, the same for each unit; null while it is sealed."),
                .init("cluster_id", .text, .status, "Identity of its cluster; null while it is sealed."),
                .init("seal_type", .text, .configuration, "What it is sealed with, such as `shamir`."),
                .init(
                    "threshold", .integer, .configuration, unit: "count",
                    "Shares of the key that unseal it; 0 before it is initialized."),
                .init(
                    "shares", .integer, .configuration, unit: "count",
                    "Shares of the key that were given out; 0 before it is initialized."),
                .init(
                    "recovery_seal", .boolean, .configuration,
                    "Whether the shares only recover it, as something else unseals it."),
                .init(
                    "storage_type", .text, .configuration,
                    "Where it keeps its data, such as `mysql` or `raft`; null before Vault 1.7."),
                .init(
                    "replication_dr_mode", .text, .status,
                    "Its part in replication for disaster recovery; null while it is sealed."),
                .init(
                    "replication_performance_mode", .text, .status,
                    "Its part in replication for performance; null while it is sealed."),
            ],
            examples: [
                .init(
                    "Which Vault units are sealed or not initialized?",
                    "SELECT address, initialized, sealed FROM vault_unit WHERE sealed OR NOT initialized ORDER BY address"
                ),
                .init(
                    "Has each Vault cluster exactly one active unit?",
                    """
                    SELECT cluster_name, SUM(NOT standby) AS active FROM vault_unit WHERE NOT sealed GROUP BY cluster_name
                    """),
            ])
    }
}
