import TomboRecords

/// Whether each host's servers fit on the others, were it lost now.
struct NPlusOne {
    static let columns: [Answer.Column] = [
        .init("host"), .init("servers", .integer), .init("fits", .boolean), .init("proven", .boolean, isBrief: false),
        .init("unplaced_servers", .integer), .init("reason"), .init("unplaced", .json, isBrief: false),
        .init("placed", .json, isBrief: false),
    ]

    private let cloud: ComputeCloud
    private let load: HostLoad

    init(_ cloud: ComputeCloud, _ load: HostLoad) {
        self.cloud = cloud
        self.load = load
    }

    /// The worst first: most servers without a place, then most servers.
    var rows: [[Value]] {
        let ways = HostWays.Table(cloud)
        let results = cloud.hosts.indices.map { ($0, Self.evacuate([$0], cloud, load, ways)) }
        return results.sorted { a, b in
            (b.1.packing.unplaced.count, b.1.items.count, a.0) < (a.1.packing.unplaced.count, a.1.items.count, b.0)
        }.map { host, result in
            [
                .text(cloud.hosts[host].name), Value(result.items.count), Value(result.packing.fits),
                .bool(result.packing.isProven), Value(result.packing.unplaced.count), Value(result.packing.reason),
                PackRows.unplaced(result.packing, result.items, key: "server"),
                PackRows.placed(result.packing, result.items, cloud, key: "server"),
            ]
        }
    }

    /// Places what is on these hosts on the others.
    static func evacuate(
        _ lost: Set<Int>, _ cloud: ComputeCloud, _ load: HostLoad, _ ways: HostWays.Table
    ) -> (packing: Packing, items: [PackItem]) {
        let items = lost.sorted().flatMap { load.items[$0] ?? [] }
        return (Packer(cloud, items, without: lost, members: load.groupHosts, ways: ways).pack(), items)
    }
}

/// Parts of an answer that say what has a place and what has not.
enum PackRows {
    static func placed(_ packing: Packing, _ items: [PackItem], _ cloud: ComputeCloud, key: String) -> Value {
        .list(
            packing.placed.sorted { $0.item < $1.item }.map {
                .object([.init(key, .text(items[$0.item].name)), .init("host", .text(cloud.hosts[$0.host].name))])
            })
    }

    static func unplaced(_ packing: Packing, _ items: [PackItem], key: String) -> Value {
        let counts = Dictionary(grouping: packing.unplaced) { items[$0].name }.mapValues(\.count)
        return .list(
            counts.sorted { NaturalOrder.compare($0.key, $1.key) < 0 }.map {
                .object([
                    .init(key, .text($0.key)), .init("count", Value($0.value)),
                    .init("reason", Value(packing.reason)),
                ])
            })
    }
}
