extension Ceph {
    /// `osd tree`: where the CRUSH map has each OSD.
    struct Tree: Decodable, Sendable {
        struct Node: Decodable, Sendable {
            var id: Int
            var name: String
            var type: String
            var children: [Int]?
            var deviceClass: String?
            var crushWeight: Double?

            enum CodingKeys: String, CodingKey {
                case id, name, type, children
                case deviceClass = "device_class"
                case crushWeight = "crush_weight"
            }
        }

        var nodes: [Node]

        /// The buckets above each node, the nearest first; a parent is only found by looking at everybody's children.
        func places() -> [Int: [Node]] {
            let byID = Dictionary(nodes.map { ($0.id, $0) }) { first, _ in first }
            var parents: [Int: Int] = [:]
            for node in nodes { for child in node.children ?? [] { parents[child] = node.id } }
            var places: [Int: [Node]] = [:]
            for node in nodes {
                var above: [Node] = []
                var next = parents[node.id]
                while let id = next, let bucket = byID[id], above.count < 16 {
                    above.append(bucket)
                    next = parents[id]
                }
                places[node.id] = above
            }
            return places
        }
    }

    /// `osd df`, the manager's: what each OSD holds, in KiB.
    struct Usage: Decodable, Sendable {
        struct Node: Decodable, Sendable {
            var id: Int
            var type: String?
            var size: Int64
            var used: Int64
            var available: Int64
            var groups: Int?
            var status: String?

            enum CodingKeys: String, CodingKey {
                case id, type, status
                case size = "kb"
                case used = "kb_used"
                case available = "kb_avail"
                case groups = "pgs"
            }

            /// Of one that is out Ceph counts nothing, and of one that is down it has the last it heard.
            var isKnown: Bool { size > 0 && status == "up" }
        }
        struct Summary: Decodable, Sendable {
            var total: Int64
            enum CodingKeys: String, CodingKey { case total = "total_kb" }
        }

        var nodes: [Node]
        var summary: Summary
    }

    /// `df detail`, a digest of the manager's.
    struct Room: Decodable, Sendable {
        struct Totals: Decodable, Sendable {
            var total: Int64
            var available: Int64
            var used: Int64
            enum CodingKeys: String, CodingKey {
                case total = "total_bytes"
                case available = "total_avail_bytes"
                case used = "total_used_raw_bytes"
            }
        }
        struct Pool: Decodable, Sendable {
            struct Figures: Decodable, Sendable {
                var objects: Int64
                var used: Int64
                var storedRaw: Int64?
                var availableRaw: Int64?
                enum CodingKeys: String, CodingKey {
                    case objects
                    case used = "bytes_used"
                    case storedRaw = "stored_raw"
                    case availableRaw = "avail_raw"
                }
            }

            var id: Int
            var stats: Figures
        }

        var stats: Totals
        var pools: [Pool]
    }
}
