extension Ceph {
    /// `osd dump`: the map of OSDs and pools, as the monitors keep it.
    struct OSDMap: Decodable, Sendable {
        struct OSD: Decodable, Sendable {
            var id: Int
            var uuid: String
            var up: Int
            var isIn: Int
            var weight: Double
            var primaryAffinity: Double?
            var upFrom: Int?
            var publicAddress: String?
            var clusterAddress: String?
            var state: [String]?

            enum CodingKeys: String, CodingKey {
                case uuid, up, weight, state
                case id = "osd"
                case isIn = "in"
                case primaryAffinity = "primary_affinity"
                case upFrom = "up_from"
                case publicAddress = "public_addr"
                case clusterAddress = "cluster_addr"
            }
        }

        struct Pool: Decodable, Sendable {
            var id: Int
            var name: String
            var type: Int
            var size: Int
            var minSize: Int
            var rule: Int
            var groups: Int
            var autoscaling: String?
            var profile: String?
            var maxBytes: Int?
            var maxObjects: Int?
            var applications: [String: [String: String]]?

            enum CodingKeys: String, CodingKey {
                case type, size
                case id = "pool"
                case name = "pool_name"
                case minSize = "min_size"
                case rule = "crush_rule"
                case groups = "pg_num"
                case autoscaling = "pg_autoscale_mode"
                case profile = "erasure_code_profile"
                case maxBytes = "quota_max_bytes"
                case maxObjects = "quota_max_objects"
                case applications = "application_metadata"
            }
        }

        var fsid: String
        var created: String?
        var flags: [String]
        var fullRatio: Double?
        var backfillfullRatio: Double?
        var nearfullRatio: Double?
        var release: String?
        var osds: [OSD]
        var pools: [Pool]
        var profiles: [String: [String: String]]?

        enum CodingKeys: String, CodingKey {
            case fsid, created, osds, pools
            case flags = "flags_set"
            case fullRatio = "full_ratio"
            case backfillfullRatio = "backfillfull_ratio"
            case nearfullRatio = "nearfull_ratio"
            case release = "require_osd_release"
            case profiles = "erasure_code_profiles"
        }
    }

    /// `osd crush rule dump`.
    struct Rule: Decodable, Sendable {
        struct Step: Decodable, Sendable {
            var op: String
            /// `default`, or `default~ssd` for the devices of a class.
            var itemName: String?
            var type: String?

            enum CodingKeys: String, CodingKey {
                case op, type
                case itemName = "item_name"
            }
        }

        var id: Int
        var name: String
        var steps: [Step]

        enum CodingKeys: String, CodingKey {
            case steps
            case id = "rule_id"
            case name = "rule_name"
        }

        /// What no two copies share: of the step that chooses leaves, or the last that chooses.
        var failureDomain: String? {
            let choices = steps.filter { $0.op.hasPrefix("choose") }
            return (choices.first { $0.op.hasPrefix("chooseleaf") } ?? choices.last)?.type
        }

        private var start: [Substring] {
            steps.first { $0.op == "take" }?.itemName?.split(separator: "~", maxSplits: 1) ?? []
        }

        var root: String? { start.first.map(String.init) }
        var deviceClass: String? { start.count == 2 ? String(start[1]) : nil }
    }
}
