import TomboRecords

/// Rows of what fits of each flavor: on the whole cloud, on each host, on groups of hosts.
struct FlavorRows {
    private let cloud: ComputeCloud
    private let flavors: [FlavorCapacity]

    init(_ cloud: ComputeCloud, _ flavors: [FlavorCapacity]) {
        self.cloud = cloud
        self.flavors = flavors
    }

    private static let flavorColumns: [Answer.Column] = [
        .init("flavor"), .init("vcpus", .integer), .init("ram_mib", .integer, unit: "MiB"),
        .init("disk_gib", .integer, unit: "GiB"), .init("fits", .integer), .init("limiting_resource"),
    ]
    static let columns: [Answer.Column] =
        flavorColumns + [
            .init("proven", .boolean, isBrief: false), .init("unchecked", .set, isBrief: false),
            .init("where", isSpoken: true), .init("hosts", .json, isBrief: false),
        ]
    static let groupColumns: [Answer.Column] = flavorColumns + [.init("reason")]

    var byFlavor: [[Value]] {
        let names = cloud.hosts.map { Value.text($0.name) }
        return flavors.map { counted in
            let hosts = zip(names, counted.verdicts).map { name, verdict in
                Value.object([
                    .init("host", name), .init("fits", Value(verdict.fits)),
                    .init("limiting_resource", Value(verdict.limitingResource)),
                    .init("reason", Value(verdict.reason)),
                ])
            }
            return counted.size + [
                Value(counted.fits), Value(counted.limitingResource), .bool(counted.isProven),
                Value(counted.request.unchecked), .text(places(counted)), .list(hosts),
            ]
        }
    }

    /// `node1 20, node3 18; not on node2`: who reads a table wants to see where.
    private func places(_ counted: FlavorCapacity) -> String {
        // The best four, of equals the first; all the others are only counted.
        var best: [(host: Int, fits: Int64)] = []
        var (good, unknown) = (0, [String]())
        for (host, verdict) in counted.verdicts.enumerated() {
            guard let fits = verdict.fits else {
                unknown.append(cloud.hosts[host].name)
                continue
            }
            guard fits > 0 else { continue }
            good += 1
            if best.count == 4, fits <= best[3].fits { continue }
            best.insert((host, fits), at: best.firstIndex { $0.fits < fits } ?? best.count)
            if best.count > 4 { best.removeLast() }
        }
        var text = best.map { "\(cloud.hosts[$0.host].name) \($0.fits)" }.joined(separator: ", ")
        if good > 4 { text += " and \(good - 4) more" }
        if !unknown.isEmpty {
            text += (text.isEmpty ? "" : "; ") + "unknown: \(unknown.prefix(3).joined(separator: ", "))"
        }
        if text.isEmpty, let first = counted.verdicts.firstIndex(where: { $0.reason != nil }) {
            text = "\(cloud.hosts[first].name): \(counted.verdicts[first].reason ?? "")"
        }
        return text
    }

    var byHost: [[Value]] {
        cloud.hosts.indices.flatMap { index in
            flavors.map { counted in
                let verdict = counted.verdicts[index]
                return [.text(cloud.hosts[index].name)] + counted.size + [
                    Value(verdict.fits), Value(verdict.limitingResource), Value(verdict.reason),
                ]
            }
        }
    }

    /// A row for each group of hosts and flavor; a host may be in several groups.
    func by(_ groups: (ComputeCloud.Host) -> [String]) -> [[Value]] {
        var members: [String: [Int]] = [:]
        for (index, host) in cloud.hosts.enumerated() {
            for group in groups(host) { members[group, default: []].append(index) }
        }
        return members.keys.sorted { NaturalOrder.compare($0, $1) < 0 }.flatMap { group in
            flavors.map { counted in
                let hosts = members[group] ?? []
                let fits = counted.fits(on: hosts, cloud)
                let limits = Dictionary(grouping: hosts.compactMap { counted.verdicts[$0].limitingResource }) { $0 }
                let limit = limits.mapValues(\.count).sorted { ($1.value, $0.key) < ($0.value, $1.key) }.first?.key
                let reason =
                    fits == 0 || fits == nil ? hosts.lazy.compactMap { counted.verdicts[$0].reason }.first : nil
                return [.text(group)] + counted.size + [Value(fits), Value(limit), Value(reason)]
            }
        }
    }
}

extension FlavorCapacity {
    /// The flavor's name and size, as the first columns of a row.
    var size: [Value] {
        [.text(flavor.name), .integer(flavor.vcpus), .integer(flavor.ramMiB), .integer(flavor.diskGiB)]
    }
}
