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
    private var trees: [Int: [Int]] = [:]
    /// How many providers Placement's list of them has; more have inventories alone.
    private var listed = 0

    /// As the other; throws ``QueryError`` `notApplicable` where nobody asked Placement.
    init(asked moment: Moment, cloud: String) throws {
        guard try moment.has("placement_inventory", cloud: cloud) else { throw QueryError.placementNeverAsked }
        try self.init(moment, cloud: cloud)
    }

    init(_ moment: Moment, cloud name: String) throws {
        self.moment = moment
        self.name = name
        try readProviders()
        try readInventories()
        try readHosts()
    }

    private mutating func readProviders() throws {
        // Thousands of providers have the same traits: their text is read once.
        var sets: [String: Set<String>] = [:]
        func names(_ value: Value) -> Set<String> {
            guard let text = value.text else { return [] }
            if let known = sets[text] { return known }
            let made = Set((Value(json: text) ?? .null).elements.compactMap(\.text))
            sets[text] = made
            return made
        }
        var found: [(name: String, uuid: String?, root: String?, traits: Set<String>, aggregates: Set<String>)] = []
        try moment.forEachRow(
            "placement_resource_provider", ["name", "uuid", "root_provider", "traits", "aggregates"], cloud: name
        ) { key, values in
            found.append(
                (values[0].text ?? key, values[1].text, values[2].text, names(values[3]), names(values[4])))
        }
        found.sort { NaturalOrder.compare($0.name, $1.name) < 0 }
        for row in found {
            numbers[row.name] = cloud.providers.count
            if let uuid = row.uuid { byUUID[uuid] = cloud.providers.count }
            cloud.providers.append(.init(name: row.name, traits: row.traits, aggregates: row.aggregates))
        }
        for row in found {
            guard let number = numbers[row.name] else { continue }
            roots[number] = row.root.flatMap { numbers[$0] } ?? number
        }
        listed = cloud.providers.count
    }

    /// The number of a provider; one that only its inventories speak of is new, and its traits are not known.
    private mutating func number(ofProvider name: String) -> Int {
        if let known = numbers[name] { return known }
        numbers[name] = cloud.providers.count
        cloud.providers.append(.init(name: name))
        return cloud.providers.count - 1
    }

    /// A provider with those that are nested in it, or nothing where Placement does not have it.
    func tree(of name: String) -> [Int] {
        guard let number = numbers[name] else { return [] }
        return trees[number] ?? [number]
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
        try moment.reader.forEachRow(
            """
            SELECT resource_provider, resource_class, total, reserved, min_unit, max_unit, step_size, allocation_ratio
            FROM placement_inventory WHERE cloud = ?1
            """, [.text(name)]
        ) { row in
            guard let provider = row[0].text, let its = row[1].text, let total = row[2].integer,
                let ratio = row[7].real
            else { return }
            cloud[number(ofProvider: provider), cloud.learn(its)] = ResourceInventory(
                total: total, reserved: row[3].integer ?? 0, minUnit: row[4].integer ?? 1,
                maxUnit: row[5].integer ?? .max, stepSize: row[6].integer ?? 1, ratio: ratio,
                used: used[provider]?[its])
        }
        trees = Dictionary(grouping: cloud.providers.indices) { roots[$0] ?? $0 }
    }

    /// The hypervisors that Nova lists, and roots that offer processors though it does not.
    private mutating func readHosts() throws {
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
                if root >= listed, host.refusal == nil {
                    host.refusal = "the traits of its resource provider are not known"
                    host.isUnknown = true
                }
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

extension QueryError {
    static let placementNeverAsked = QueryError(
        .notApplicable, "Placement was never asked, so what fits is not known.",
        remedy: "Run `tombo collect` with an OpenStack source whose user may read Placement.")
}

extension Moment {
    /// The one cloud that the moment is of.
    ///
    /// - Throws: ``QueryError`` `ambiguousSnapshot` for a moment of several.
    func ofOneCloud(asking: String) throws -> Moment {
        guard snapshots.count < 2 else { throw QueryError.severalClouds(snapshots.map(\.cloud), asking: asking) }
        return within(snapshot.cloud)
    }
}
