extension Ceph {
    /// `status`, of which much is the manager's last word: stale for ever when there is none.
    struct Status: Decodable, Sendable {
        struct Health: Decodable, Sendable { var status: String }
        struct MonitorMap: Decodable, Sendable {
            var release: String?
            enum CodingKeys: String, CodingKey { case release = "min_mon_release_name" }
        }
        struct ManagerMap: Decodable, Sendable { var available: Bool }
        struct PlacementGroups: Decodable, Sendable {
            struct State: Decodable, Sendable {
                var name: String
                var count: Int
                enum CodingKeys: String, CodingKey {
                    case count
                    case name = "state_name"
                }
            }

            var states: [State]
            var count: Int
            var degradedObjects: Int?
            var misplacedObjects: Int?

            enum CodingKeys: String, CodingKey {
                case states = "pgs_by_state"
                case count = "num_pgs"
                case degradedObjects = "degraded_objects"
                case misplacedObjects = "misplaced_objects"
            }

            /// Those in another state than active and clean; what `scrubbing` adds to that is no fault.
            var unclean: Int {
                states.filter { state in
                    let words = Set(state.name.split(separator: "+"))
                    return !words.isSuperset(of: ["active", "clean"])
                }.reduce(0) { $0 + $1.count }
            }

            /// Those that serve nothing now.
            var inactive: Int {
                states.filter { !$0.name.split(separator: "+").contains("active") }.reduce(0) { $0 + $1.count }
            }
        }
        struct ServiceMap: Decodable, Sendable { var services: [String: Service] }
        struct Service: Decodable, Sendable { var daemons: [String: Daemon] }
        /// Among the daemons stands `summary`, which is a text.
        struct Daemon: Decodable, Sendable {
            var metadata: [String: String]?

            private enum CodingKeys: CodingKey { case metadata }

            init(from decoder: any Decoder) throws {
                guard let fields = try? decoder.container(keyedBy: CodingKeys.self) else { return }
                metadata = try fields.decodeIfPresent([String: String].self, forKey: .metadata)
            }
        }

        var fsid: String
        var health: Health
        var quorumNames: [String]
        var monitorMap: MonitorMap
        var groups: PlacementGroups
        var managerMap: ManagerMap
        var serviceMap: ServiceMap?

        enum CodingKeys: String, CodingKey {
            case fsid, health
            case quorumNames = "quorum_names"
            case monitorMap = "monmap"
            case groups = "pgmap"
            case managerMap = "mgrmap"
            case serviceMap = "servicemap"
        }
    }

    /// `health detail`.
    struct Health: Decodable, Sendable {
        struct Check: Decodable, Sendable {
            struct Summary: Decodable, Sendable {
                var message: String
                var count: Int?
            }
            struct Detail: Decodable, Sendable { var message: String }

            var severity: String
            var summary: Summary
            var detail: [Detail]?
            var muted: Bool?
        }

        var checks: [String: Check]
    }
}
