extension Vault {
    /// `/v1/sys/seal-status`: 200 whatever the state.
    struct SealStatus: Decodable, Sendable {
        var isSealed: Bool
        /// Missing before Vault 1.7.
        var isInitialized: Bool?
        var type: String?
        var threshold: Int?
        var shares: Int?
        var version: String?
        var buildDate: String?
        var hasRecoverySeal: Bool?
        var storageType: String?
        var clusterName: String?
        var clusterID: String?

        enum CodingKeys: String, CodingKey {
            case type, version
            case isSealed = "sealed"
            case isInitialized = "initialized"
            case threshold = "t"
            case shares = "n"
            case buildDate = "build_date"
            case hasRecoverySeal = "recovery_seal"
            case storageType = "storage_type"
            case clusterName = "cluster_name"
            case clusterID = "cluster_id"
        }
    }

    /// `/v1/sys/health`, whose status says the state once more.
    struct Health: Decodable, Sendable {
        var isInitialized: Bool
        var isStandby: Bool
        var isPerformanceStandby: Bool?
        var version: String?
        var clusterName: String?
        var clusterID: String?
        var drMode: String?
        var performanceMode: String?

        enum CodingKeys: String, CodingKey {
            case version
            case isInitialized = "initialized"
            case isStandby = "standby"
            case isPerformanceStandby = "performance_standby"
            case clusterName = "cluster_name"
            case clusterID = "cluster_id"
            case drMode = "replication_dr_mode"
            case performanceMode = "replication_performance_mode"
        }

        /// Active; standby; of disaster recovery; performance standby; standby
        /// without an active one; not initialized; sealed; removed from its cluster.
        static let statuses: Set<Int> = [200, 429, 472, 473, 474, 501, 503, 530]
    }
}
