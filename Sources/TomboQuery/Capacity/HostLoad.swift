import TomboRecords
import TomboStore

/// What is on each host now, as requests that would have to be placed elsewhere.
struct HostLoad {
    let kinds: Set<String> = ["placement_allocation", "nova_server", "nova_server_group"]
    /// By the number of the host.
    private(set) var items: [Int: [PackItem]] = [:]
    /// The hosts that already have a member of a group.
    private(set) var groupHosts: [String: [Int]] = [:]

    /// What a server was made of, for traits and aggregates that its claim does not say.
    private struct Server {
        var name: String
        var flavor: FlavorSize
        var project: String?
        var bootsFromVolume: Bool
    }

    init(_ moment: Moment, cloud name: String, _ cloud: ComputeCloud) throws {
        var servers: [String: Server] = [:]
        for row in try moment.table(
            "nova_server",
            [
                "name", "project_id", "image_id", "flavor_name", "flavor_vcpus", "flavor_ram_mib", "flavor_disk_gib",
                "flavor_ephemeral_gib", "flavor_swap_mib", "flavor_extra_specs",
            ], cloud: name)
        {
            var flavor = FlavorSize(
                name: row["flavor_name"].text ?? "unknown", vcpus: row["flavor_vcpus"].integer ?? 0,
                ramMiB: row["flavor_ram_mib"].integer ?? 0, diskGiB: row["flavor_disk_gib"].integer ?? 0)
            flavor.ephemeralGiB = row["flavor_ephemeral_gib"].integer ?? 0
            flavor.swapMiB = row["flavor_swap_mib"].integer ?? 0
            flavor.extraSpecs = row["flavor_extra_specs"].texts
            servers[row.key] = Server(
                name: row["name"].text ?? row.key, flavor: flavor, project: row["project_id"].text,
                bootsFromVolume: row["image_id"].isNull)
        }
        let groups = try Self.groups(moment, cloud: name)
        var owners: [String: Int] = [:]
        let numbers = Dictionary(cloud.providers.enumerated().map { ($1.name, $0) }) { first, _ in first }
        for (index, host) in cloud.hosts.enumerated() {
            for provider in host.own { owners[cloud.providers[provider].name] = index }
        }
        var claims: [String: (host: Int?, parts: [String: Int64], held: [Claim.Part])] = [:]
        for row in try moment.table(
            "placement_allocation", ["resource_provider", "consumer", "resources"], cloud: name)
        {
            guard let provider = row["resource_provider"].text, let consumer = row["consumer"].text else { continue }
            var claim = claims[consumer] ?? (nil, [:], [])
            claim.host = claim.host ?? owners[provider]
            if case .object(let fields) = row["resources"] {
                for field in fields {
                    guard let amount = field.value.integer, amount > 0 else { continue }
                    claim.parts[field.key, default: 0] += amount
                    if let number = numbers[provider], let its = cloud.number(of: field.key) {
                        claim.held.append(.init(provider: number, resourceClass: its, amount: amount))
                    }
                }
            }
            claims[consumer] = claim
        }
        for (consumer, claim) in claims.sorted(by: { $0.key < $1.key }) {
            guard let host = claim.host else { continue }
            // A claim that belongs to no server is a migration's: nothing has to be moved for it.
            guard let server = servers[consumer] else { continue }
            let group = groups[consumer]
            items[host, default: []].append(
                PackItem(
                    name: server.name, request: Self.request(server, claim.parts),
                    projects: server.project.map { [$0] }, group: group, held: claim.held))
            if let group { groupHosts[group.name, default: []].append(host) }
        }
    }

    /// What its claim says, and where that is the request of its flavor, with the flavor's groups and traits.
    private static func request(_ server: Server, _ parts: [String: Int64]) -> ResourceRequest {
        for fromVolume in [server.bootsFromVolume, !server.bootsFromVolume] {
            let request = server.flavor.request(bootsFromVolume: fromVolume)
            if request.fault == nil, request.totals == parts { return request }
        }
        // Resized, or claimed for ports too: the claim is the truth, the flavor's traits go with it.
        var request = server.flavor.request()
        let traits = request[""]
        request.groups = [
            .init(suffix: "", resources: parts, required: traits.required, forbidden: traits.forbidden)
        ]
        request.fault = nil
        return request
    }

    private static func groups(_ moment: Moment, cloud: String) throws -> [String: PackItem.Group] {
        var groups: [String: PackItem.Group] = [:]
        for row in try moment.table("nova_server_group", ["name", "policy", "rules", "members"], cloud: cloud) {
            let policy: PackItem.Group.Policy
            switch row["policy"].text {
            case "anti-affinity":
                policy = .apart(Int(row["rules"]["max_server_per_host"].integer ?? 1))
            case "affinity": policy = .together
            default: continue
            }
            for member in row["members"].elements.compactMap(\.text) {
                groups[member] = .init(name: row.key, policy: policy)
            }
        }
        return groups
    }
}
