import TomboRecords
import TomboStore

/// So many servers of a flavor.
public struct FlavorCount: Sendable, Hashable {
    public var flavor: String
    public var count: Int

    public init(flavor: String, count: Int) {
        self.flavor = flavor
        self.count = count
    }

    /// `m1.large=4`; a name alone is one of it.
    public init?(_ text: String) {
        guard let sign = text.lastIndex(of: "=") else {
            self.init(flavor: text, count: 1)
            return
        }
        guard let count = Int(text[text.index(after: sign)...]), (1...100_000).contains(count), sign > text.startIndex
        else { return nil }
        self.init(flavor: String(text[..<sign]), count: count)
    }
}

/// Do these servers fit together, and where?
public struct FitQuestion: Question {
    public var wanted: [FlavorCount]
    /// What their places have to do with each other, as if they were one server group.
    public var policy: ServerGroups.Policy?
    /// The name or id of a server group that they are to join: its policy holds, and where its members are counts.
    public var group: String?
    public var bootsFromVolume: Bool
    /// What is changed first; empty for the cloud as it is.
    public var change: CloudChange

    public init(
        _ wanted: [FlavorCount], policy: ServerGroups.Policy? = nil, group: String? = nil,
        bootsFromVolume: Bool = false, change: CloudChange = .init()
    ) {
        self.wanted = wanted
        self.policy = policy
        self.group = group
        self.bootsFromVolume = bootsFromVolume
        self.change = change
    }

    private var columns: [Answer.Column] {
        let isGrouped = policy != nil || group != nil
        return [
            .init("cloud", isBrief: false), .init("fits", .boolean), .init("proven", .boolean), .init("reason"),
            .init("policy", isBrief: isGrouped), .init("policy_kept", .boolean, isBrief: isGrouped),
            .init("assumed", .set), .init("unchecked", .set),
            .init("per_host", .json, isSpoken: true, section: Self.perHost),
            .init("still_fits", .json, section: Self.stillFits), .init("unplaced", .json, section: Self.missing),
            .init("placed", .json, isBrief: false),
        ]
    }
    private static let perHost: [Answer.Column] = [.init("host"), .init("placed")]
    private static let stillFits: [Answer.Column] = [
        .init("flavor"), .init("before", .integer), .init("after", .integer), .init("limiting_resource"),
    ]
    private static let missing: [Answer.Column] = [.init("flavor"), .init("count", .integer), .init("reason")]

    public func answer(_ moment: Moment) throws -> Answer {
        let moment = try moment.ofOneCloud(asking: "what fits")
        let cloud = moment.snapshot.cloud
        var reader = try CapacityReader(asked: moment, cloud: cloud)
        let flavors = try reader.flavors(wanted.map(\.flavor))
        var kinds = reader.kinds
        let before = reader.cloud
        var changed = try change.applied(to: before)
        let load = changed.lost.isEmpty ? nil : try HostLoad(moment, cloud: cloud, before)
        kinds.formUnion(load?.kinds ?? [])
        let joined = try FitGroup(group, or: policy, moment, cloud, before, &kinds)
        changed.assumed += joined?.assumed ?? []
        let moved = changed.lost.sorted().flatMap { load?.items[$0] ?? [] }
        let items =
            moved
            + zip(flavors, wanted).flatMap { flavor, wanted in
                let item = PackItem(
                    name: flavor.name, request: flavor.request(bootsFromVolume: bootsFromVolume),
                    projects: flavor.projects)
                return Array(repeating: item, count: wanted.count)
            }
        let members = changed.lost.isEmpty ? [:] : load?.groupHosts ?? [:]
        let (packing, isKept) = Self.pack(changed, items, moved.count, members, joined)
        let words = [Value(joined?.policy.rawValue), Value(isKept)]
        return Answer(
            columns: columns,
            rows: [try row(packing, items, moved.count, before, changed, reader, cloud, words)],
            snapshot: moment.snapshot, gaps: try moment.gaps(kinds))
    }

    /// Places them by the policy; where a soft one cannot be kept, as well as it goes.
    ///
    /// - Returns: whether the policy is kept, too: nil where that is not known, or there is none.
    private static func pack(
        _ changed: CloudChange.Applied, _ items: [PackItem], _ moved: Int, _ members: [String: [Int]],
        _ joined: FitGroup?
    ) -> (Packing, Bool?) {
        let ways = HostWays.Table(changed.cloud)
        let members = joined.map { members.merging([$0.strict.name: $0.hosts]) { $1 } } ?? members
        func packed(_ group: PackItem.Group?) -> Packing {
            let grouped = items.enumerated().map { index, item in
                var item = item
                if index >= moved { item.group = group }
                return item
            }
            return Packer(changed.cloud, grouped, without: changed.lost, members: members, ways: ways).pack()
        }
        let strict = packed(joined?.strict)
        guard let joined, joined.policy.isSoft, strict.fits != true else {
            return (strict, joined == nil ? nil : strict.fits)
        }
        return (packed(joined.soft), strict.fits)
    }

    private func row(
        _ packing: Packing, _ items: [PackItem], _ moved: Int, _ before: ComputeCloud, _ changed: CloudChange.Applied,
        _ reader: CapacityReader, _ cloud: String, _ policy: [Value]
    ) throws -> [Value] {
        let unchecked = Set(items.flatMap(\.request.unchecked)).sorted()
        var hosts: [Int: [String: Int]] = [:]
        for (item, host) in packing.placed { hosts[host, default: [:]][items[item].name, default: 0] += 1 }
        let perHost = hosts.keys.sorted().map { host in
            let names = (hosts[host] ?? [:]).sorted { NaturalOrder.compare($0.key, $1.key) < 0 }
            return Value.object([
                .init("host", .text(changed.cloud.hosts[host].name)),
                .init(
                    "placed",
                    .text(names.map { $0.value == 1 ? $0.key : "\($0.value) × \($0.key)" }.joined(separator: ", "))),
            ])
        }
        var still: [Value] = []
        if !change.isEmpty {
            var reader = reader
            for flavor in try reader.flavors(wanted.map(\.flavor)) {
                let request = flavor.request(bootsFromVolume: bootsFromVolume)
                let old = FlavorCapacity(flavor, request, before)
                let new = FlavorCapacity(flavor, request, changed.afterMoves(packing, items, moved))
                still.append(
                    .object([
                        .init("flavor", .text(flavor.name)), .init("before", Value(old.fits)),
                        .init("after", Value(new.fits)), .init("limiting_resource", Value(new.limitingResource)),
                    ]))
            }
        }
        return [
            .text(cloud), Value(packing.fits), .bool(packing.isProven), Value(packing.reason), policy[0], policy[1],
            Value(changed.assumed), Value(unchecked), .list(perHost), .list(still),
            PackRows.unplaced(packing, items, key: "flavor"),
            PackRows.placed(packing, items, changed.cloud, key: "flavor"),
        ]
    }
}
