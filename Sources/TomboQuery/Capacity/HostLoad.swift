import TomboRecords
import TomboStore

/// What is on each host now, as requests that would have to be placed elsewhere.
struct HostLoad {
    private(set) var kinds: Set<String> = ["placement_allocation", "nova_server", "nova_server_group"]
    /// By the number of the host.
    private(set) var items: [Int: [PackItem]] = [:]
    /// The hosts that already have a member of a group, one entry a member.
    private(set) var groupHosts: [String: [Int]] = [:]
    /// What each server asks for, and the number of the host it is on, by the server's key.
    private(set) var servers: [String: (host: Int?, item: PackItem)] = [:]

    /// Of these hosts alone; for a cloud that no collector saw.
    init(items: [Int: [PackItem]]) {
        self.items = items
        for (host, own) in items.sorted(by: { $0.key < $1.key }) {
            for item in own { if let group = item.group { groupHosts[group.name, default: []].append(host) } }
        }
    }

    /// `keys`: only these servers, and the members of their groups; nil for all.
    init(_ moment: Moment, cloud name: String, _ cloud: ComputeCloud, servers keys: [String]? = nil) throws {
        let groups = try ServerGroups(moment, cloud: name)
        let wanted = keys.map { keys in
            keys
                + Set(keys.compactMap { groups[$0]?.id }).flatMap { id in
                    groups.groups.first { $0.id == id }?.members ?? []
                }
        }.map { Array(Set($0)).sorted() }
        var sizes = try ServerSizes(moment, cloud: name, keys: wanted)
        let claims = try ServerClaims(moment, cloud: name, cloud, consumers: wanted)
        let byName = Dictionary(cloud.hosts.enumerated().map { ($1.name, $0) }) { first, _ in first }
        // A claim that belongs to no server is a migration's: nothing has to be moved for it.
        for (key, server) in sizes.servers.sorted(by: { $0.key < $1.key }) {
            let claim = claims[key]
            guard claim != nil || server.isSized else { continue }
            let host = claim?.host ?? server.hypervisor.flatMap { byName[$0] }
            let group = groups[key]?.moving
            let item = PackItem(
                name: server.name, request: sizes.request(of: server, claiming: claim?.amounts),
                projects: server.project.map { [$0] }, zone: server.zone, group: group, held: claim?.parts ?? [],
                isMovable: server.isMovable && host.map { cloud.hosts[$0].isUp } ?? false)
            servers[key] = (host, item)
            guard let host else { continue }
            if claim?.host != nil { items[host, default: []].append(item) }
            if let group { groupHosts[group.name, default: []].append(host) }
        }
    }
}

/// What each consumer has claimed, provider by provider.
struct ServerClaims {
    struct One {
        /// The number of the host whose providers it claims from; nil where Nova lists none of them.
        var host: Int?
        /// By resource class, over all providers.
        var amounts: [String: Int64] = [:]
        var parts: [Claim.Part] = []
    }

    private var claims: [String: One] = [:]

    subscript(consumer: String) -> One? { claims[consumer] }

    /// `consumers`: only these; nil for all.
    init(_ moment: Moment, cloud name: String, _ cloud: ComputeCloud, consumers: [String]? = nil) throws {
        var owners: [String: Int] = [:]
        let numbers = Dictionary(cloud.providers.enumerated().map { ($1.name, $0) }) { first, _ in first }
        for (index, host) in cloud.hosts.enumerated() {
            for provider in host.own { owners[cloud.providers[provider].name] = index }
        }
        // Thousands of servers claim the same: the text is read once.
        var known: [String: [(name: String, resourceClass: Int?, amount: Int64)]] = [:]
        var claims: [String: One] = [:]
        try moment.forEachRow(
            "placement_allocation", ["resource_provider", "consumer", "resources"], cloud: name,
            where: consumers == nil ? "1" : "v.consumer IN (SELECT value FROM json_each(?1))",
            consumers.map { [.text(Value.list($0.map { .text($0) }).json)] } ?? []
        ) { _, values in
            guard let provider = values[0].text, let consumer = values[1].text, let text = values[2].text else {
                return
            }
            if known[text] == nil {
                var amounts: [(name: String, resourceClass: Int?, amount: Int64)] = []
                if case .object(let fields) = Value(json: text) ?? .null {
                    for field in fields {
                        guard let amount = field.value.integer, amount > 0 else { continue }
                        amounts.append((field.key, cloud.number(of: field.key), amount))
                    }
                }
                known[text] = amounts
            }
            var claim = claims[consumer] ?? One()
            claim.host = claim.host ?? owners[provider]
            for (name, number, amount) in known[text] ?? [] {
                claim.amounts[name, default: 0] += amount
                if let own = numbers[provider], let number {
                    claim.parts.append(.init(provider: own, resourceClass: number, amount: amount))
                }
            }
            claims[consumer] = claim
        }
        self.claims = claims
    }
}
