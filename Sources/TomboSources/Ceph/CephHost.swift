import TomboRecords

extension Ceph {
    /// A host in the CRUSH map.
    ///
    /// Known by its name: the number of its bucket depends on who booted first.
    struct Host: Record {
        var name: String
        /// The buckets above, the nearest first.
        var above: [Tree.Node]
        var osds: Int
        var weight: Double

        var values: [Value] {
            [
                .init(name), .init(above.last { $0.type == "root" }?.name),
                .init(above.first { $0.type == "rack" }?.name),
                .init(above.isEmpty ? nil : above.reversed().map { "\($0.type)=\($0.name)" }.joined(separator: " ")),
                .init(osds), Ceph.ratio(weight),
            ]
        }

        static let spec = RecordSpec(
            kind: "ceph_host",
            summary: "A host in Ceph's CRUSH map, below which its OSDs are.",
            key: ["name"], name: "name", aliases: ["crush-host"],
            brief: ["name", "osds", "crush_weight", "location"],
            columns: [
                .init("name", .text, .configuration, "Name of the bucket: the host's short name."),
                .init("root", .text, .configuration, "Root of the tree that it is in; null for a host in none."),
                .init("rack", .text, .configuration, "Rack that it is in; a charm makes one of an availability zone."),
                .init("location", .text, .configuration, "The buckets above it, from the root: `root=default rack=a`."),
                .init(
                    "osds", .integer, .configuration, unit: "count",
                    "OSDs below it, in or out, up or down; 0 for a host that was emptied and stayed in the map."),
                .init(
                    "crush_weight", .real, .configuration, unit: "TiB",
                    "Weight of all its OSDs together, by which data are spread."),
            ],
            examples: [
                .init(
                    "How are the OSDs spread over the hosts?",
                    "SELECT name, osds, crush_weight, location FROM ceph_host ORDER BY name")
            ])
    }

    struct Hosts: Collector {
        func collect(from client: CephClient) async throws(CollectError) -> Listing<Host> {
            let tree = try await client.tree()
            let places = tree.places()
            var osds: [Int: [Tree.Node]] = [:]
            for node in tree.nodes where node.type == "osd" {
                if let host = places[node.id]?.first(where: { $0.type == "host" }) {
                    osds[host.id, default: []].append(node)
                }
            }
            // A bucket of a class, `node3~ssd`, is the shadow of another one.
            return .complete(
                tree.nodes.filter { $0.type == "host" && !$0.name.contains("~") }.map { node in
                    let its = osds[node.id] ?? []
                    return Host(
                        name: node.name, above: places[node.id] ?? [], osds: its.count,
                        weight: its.reduce(0) { $0 + ($1.crushWeight ?? 0) })
                })
        }
    }
}
