import TomboRecords

/// What a cloud would be like with hosts lost or added, or with another allocation ratio.
public struct CloudChange: Sendable, Hashable {
    /// Hosts that are like others but for their size.
    public struct NewHosts: Sendable, Hashable {
        public var count = 1
        /// Amounts by resource class, before reserve and ratio.
        public var amounts: [String: Int64] = [:]
    }

    /// Names of hosts; what is on them has to move.
    public var lost: [String] = []
    public var added: [NewHosts] = []
    /// Allocation ratios by resource class.
    public var ratios: [String: Double] = [:]

    public init() {}

    var isEmpty: Bool { lost.isEmpty && added.isEmpty && ratios.isEmpty }

    /// The cloud after it.
    struct Applied {
        var cloud: ComputeCloud
        /// Numbers of the hosts that are lost; they stay in the cloud, and get nothing.
        var lost: Set<Int> = []
        /// What had to be assumed of new hosts.
        var assumed: [String] = []
    }

    /// - Throws: ``QueryError`` `unknownResource` for a host that Nova does not list.
    func applied(to cloud: ComputeCloud) throws -> Applied {
        var applied = Applied(cloud: cloud)
        for name in lost {
            let found = cloud.hosts.indices.filter {
                cloud.hosts[$0].name == name
                    || cloud.hosts[$0].name.split(separator: ".").first.map(String.init) == name
            }
            guard found.count == 1 else {
                let near = Nearest.name(to: name, among: cloud.hosts.map(\.name)).map { "Did you mean `\($0)`?" }
                throw QueryError(
                    found.isEmpty ? .unknownResource : .ambiguousResource,
                    found.isEmpty
                        ? "No compute host is called \(name)." : "Several compute hosts are called \(name).",
                    remedy: near ?? "List the hosts with `tombo hosts`.")
            }
            applied.lost.insert(found[0])
        }
        for (name, ratio) in ratios {
            guard let number = cloud.number(of: name) else { continue }
            for provider in cloud.providers.indices { applied.cloud[provider, number]?.ratio = ratio }
        }
        for (index, new) in added.enumerated() { applied.add(new, round: index) }
        applied.assumed = Array(Set(applied.assumed)).sorted()
        return applied
    }
}

extension CloudChange.Applied {
    fileprivate mutating func add(_ new: CloudChange.NewHosts, round: Int) {
        for index in 1...max(1, new.count) {
            var provider = ComputeCloud.Provider(name: "new-\(round + 1)-\(index)")
            provider.traits = commonTraits
            cloud.providers.append(provider)
            let number = cloud.providers.count - 1
            for (name, amount) in new.amounts {
                let its = cloud.learn(name)
                let others = cloud.hosts.compactMap { $0.own.first.flatMap { cloud[$0, its] } }
                let ratio = Self.commonest(others.map(\.ratio)) ?? 1
                let reserved = Self.commonest(others.map(\.reserved)) ?? 0
                assumed.append("new hosts: \(name) with ratio \(ratio) and \(reserved) reserved, as most others")
                cloud[number, its] = ResourceInventory(
                    total: amount, reserved: min(reserved, amount), minUnit: 1, maxUnit: amount, stepSize: 1,
                    ratio: ratio, used: 0)
            }
            cloud.hosts.append(.init(name: provider.name, own: [number], zone: nil))
        }
    }

    /// Traits that every host has that is open.
    private var commonTraits: Set<String> {
        let all = cloud.hosts.filter { $0.refusal == nil }.compactMap {
            $0.own.first.map { cloud.providers[$0].traits }
        }
        guard let first = all.first else { return [] }
        return all.dropFirst().reduce(first) { $0.intersection($1) }.subtracting(["COMPUTE_STATUS_DISABLED"])
    }

    private static func commonest<T: Hashable & Comparable>(_ values: [T]) -> T? {
        Dictionary(grouping: values) { $0 }.mapValues(\.count).max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// The cloud once the first `moved` items are where the placement puts them, without the lost hosts.
    func afterMoves(_ packing: Packing, _ items: [PackItem], _ moved: Int) -> ComputeCloud {
        var after = cloud
        for part in items.prefix(moved).flatMap(\.held) {
            after[part.provider, part.resourceClass]?.used? -= part.amount
        }
        for (item, host) in packing.placed where item < moved {
            let judge = HostJudge(items[item].request, after, projects: items[item].projects)
            let room = after.room
            guard let claim = judge.claims(on: after.hosts[host]).claims.first(where: { room.count($0) > 0 }) else {
                continue
            }
            for part in claim.parts { after[part.provider, part.resourceClass]?.used? += part.amount }
        }
        for host in lost { after.hosts[host].refusal = "it is lost" }
        return after
    }
}
