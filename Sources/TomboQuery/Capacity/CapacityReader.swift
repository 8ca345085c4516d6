import TomboRecords
import TomboStore

/// Reads what Placement and Nova said of a cloud's compute hosts.
struct CapacityReader {
    let moment: Moment
    let name: String
    /// What the answer rests on.
    private(set) var kinds: Set<String> = ["placement_resource_provider", "placement_inventory", "placement_usage"]
    private(set) var cloud = ComputeCloud()
    private var numbers: [String: Int] = [:]
    private var byUUID: [String: Int] = [:]
    private var roots: [Int: Int] = [:]

    init(_ moment: Moment, cloud name: String) throws {
        self.moment = moment
        self.name = name
        try readProviders()
        try readInventories()
        try readHosts()
    }

    private mutating func readProviders() throws {
        let rows = try moment.table(
            "placement_resource_provider", ["name", "uuid", "root_provider", "traits", "aggregates"], cloud: name)
        for row in rows.sorted(by: { NaturalOrder.compare($0.key, $1.key) < 0 }) {
            guard let own = row["name"].text else { continue }
            numbers[own] = cloud.providers.count
            if let uuid = row["uuid"].text { byUUID[uuid] = cloud.providers.count }
            cloud.providers.append(
                .init(
                    name: own, traits: Set(row["traits"].elements.compactMap(\.text)),
                    aggregates: Set(row["aggregates"].elements.compactMap(\.text))))
        }
        for row in rows {
            guard let own = row["name"].text, let number = numbers[own] else { continue }
            roots[number] = row["root_provider"].text.flatMap { numbers[$0] } ?? number
        }
    }

    private mutating func readInventories() throws {
        var used: [String: [String: Int64]] = [:]
        try moment.reader.forEachRow(
            "SELECT resource_provider, resource_class, used FROM placement_usage WHERE cloud = ?1", [.text(name)]
        ) { row in
            if let provider = row[0].text, let name = row[1].text {
                used[provider, default: [:]][name] = row[2].integer
            }
        }
        var cloud = cloud
        try moment.reader.forEachRow(
            """
            SELECT resource_provider, resource_class, total, reserved, min_unit, max_unit, step_size, allocation_ratio
            FROM placement_inventory WHERE cloud = ?1
            """, [.text(name)]
        ) { row in
            guard let provider = row[0].text, let number = numbers[provider], let its = row[1].text,
                let total = row[2].integer, let ratio = row[7].real
            else { return }
            cloud[number, cloud.learn(its)] = ResourceInventory(
                total: total, reserved: row[3].integer ?? 0, minUnit: row[4].integer ?? 1,
                maxUnit: row[5].integer ?? .max, stepSize: row[6].integer ?? 1, ratio: ratio,
                used: used[provider]?[its])
        }
        self.cloud = cloud
    }

    /// The hypervisors that Nova lists, and roots that offer processors though it does not.
    private mutating func readHosts() throws {
        let trees = Dictionary(grouping: cloud.providers.indices) { roots[$0] ?? $0 }
        let sharing = cloud.providers.indices.filter {
            cloud.providers[$0].traits.contains("MISC_SHARES_VIA_AGGREGATE")
        }
        var free = Set(trees.keys)
        let compute = try ComputeSide(moment, cloud: name)
        kinds.formUnion(compute.kinds)
        var hosts: [ComputeCloud.Host] = []
        for hypervisor in compute.hypervisors {
            let root = hypervisor.uuid.flatMap { byUUID[$0] } ?? numbers[hypervisor.name]
            var host = hypervisor.host
            if let root, free.remove(root) != nil {
                host.own = [root] + (trees[root] ?? []).filter { $0 != root }
            } else if host.refusal == nil {
                host.refusal = "Placement does not have it"
            }
            hosts.append(host)
        }
        for root in free where compute.isListed {
            guard ["VCPU", "PCPU"].contains(where: { cloud.number(of: $0).map { cloud[root, $0] != nil } ?? false })
            else { continue }
            hosts.append(
                .init(
                    name: cloud.providers[root].name, own: trees[root] ?? [root],
                    refusal: "Nova does not list it as a hypervisor"))
        }
        for index in hosts.indices {
            let own = hosts[index].own
            let meeting = own.reduce(into: Set<String>()) { $0.formUnion(cloud.providers[$1].aggregates) }
            hosts[index].shared = sharing.filter {
                !own.contains($0) && !meeting.isDisjoint(with: cloud.providers[$0].aggregates)
            }
        }
        cloud.hosts = hosts.sorted { NaturalOrder.compare($0.name, $1.name) < 0 }
    }

    /// Every flavor, or those that are named.
    mutating func flavors(_ wanted: [String] = []) throws -> [FlavorSize] {
        kinds.insert("nova_flavor")
        let all = try moment.table("nova_flavor", FlavorSize.columns, cloud: name).compactMap(FlavorSize.init(flavor:))
        guard !wanted.isEmpty else {
            return all.sorted {
                ($0.vcpus, $0.ramMiB, $0.diskGiB, $0.name) < ($1.vcpus, $1.ramMiB, $1.diskGiB, $1.name)
            }
        }
        return try wanted.map { text in
            if let found = all.first(where: { $0.name == text }) { return found }
            let near = Nearest.name(to: text, among: all.map(\.name)).map { "Did you mean `\($0)`?" }
            throw QueryError(
                .unknownResource, "The cloud \(name) has no flavor called \(text).",
                remedy: near ?? "List the flavors with `tombo list flavors`.")
        }
    }
}

extension Value {
    /// A number, whole or not.
    var real: Double? {
        switch self {
        case .real(let real): real
        case .integer(let integer): Double(integer)
        default: nil
        }
    }
}
