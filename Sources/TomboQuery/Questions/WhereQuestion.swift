import TomboRecords
import TomboStore

/// On which host does it run, and how do we know?
public struct WhereQuestion: Question {
    /// One or more resources.
    public var resources: [String]

    public init(resources: [String]) { self.resources = resources }

    public func answer(_ moment: Moment) throws -> Answer {
        var rows: [[Value]] = []
        var kinds: Set<String> = []
        var clouds: Set<String> = []
        for text in resources {
            let found = try ResourceReference(text, specs: moment.reader.specs).resolve(moment)
            kinds.insert(found.spec.kind)
            clouds.insert(found.cloud)
            let place = try Placement(of: found, moment: moment)
            kinds.formUnion(place.kinds)
            rows.append([
                .text(found.reference), .text(found.spec.kind), .text(found.cloud), Value(place.host),
                Value(place.hypervisor), .null, .null,
                .list(
                    place.chain.map { hop in
                        .object([
                            .init("from", .text(hop.from)), .init("to", .text(hop.to)), .init("rule", .text(hop.rule)),
                        ])
                    }),
            ])
        }
        let moment = clouds.count == 1 ? clouds.first.map(moment.within) ?? moment : moment
        var answer = Answer(
            columns: [
                .init("resource"), .init("kind", isBrief: false), .init("cloud", isBrief: clouds.count > 1),
                .init("host"),
                .init("hypervisor"), .init("juju_machine", isBrief: false), .init("maas_system_id", isBrief: false),
                .init("chain", .json),
            ],
            rows: rows, snapshot: moment.snapshot, gaps: try moment.gaps(kinds))
        answer.snapshots = moment.snapshots
        return answer
    }
}

/// The way from a resource to its host, hop by hop.
struct Placement {
    struct Hop: Hashable {
        var from: String
        var to: String
        /// The fields that are equal, so that a reader can check it.
        var rule: String
    }

    private(set) var host: String?
    private(set) var hypervisor: String?
    private(set) var chain: [Hop] = []
    /// The kinds that were looked into.
    private(set) var kinds: Set<String> = ["nova_hypervisor"]

    /// - Throws: ``QueryError`` `notApplicable` for something that runs nowhere.
    init(of found: FoundResource, moment: Moment) throws {
        switch found.spec.kind {
        case "nova_server": try place(server: found, moment)
        case "nova_hypervisor":
            hypervisor = found.key
            host = found.key
        case "nova_compute_service":
            kinds.insert("nova_compute_service")
            let name = String(found.key.prefix { $0 != "/" })
            try step(from: found.reference, toServiceHost: name, in: found.cloud, moment)
        case "placement_resource_provider":
            try step(from: found.reference, to: found.name, rule: "name = hypervisor_hostname", in: found.cloud, moment)
        default:
            throw QueryError(
                .notApplicable, "A \(found.spec.word) runs on no host.",
                remedy: "Ask for a server, a hypervisor, a compute service or a resource provider.")
        }
    }

    private mutating func place(server: FoundResource, _ moment: Moment) throws {
        kinds.insert("nova_server")
        let row = try moment.reader.rows(
            "SELECT hypervisor_hostname, host FROM nova_server WHERE resource_id = ?1", [.integer(server.id)]
        ).first
        if let name = row?[0].text {
            try step(
                from: server.reference, to: name, rule: "OS-EXT-SRV-ATTR:hypervisor_hostname = hypervisor_hostname",
                in: server.cloud, moment)
        } else if let name = row?[1].text {
            try step(from: server.reference, toServiceHost: name, in: server.cloud, moment)
        }
        // Neither: it never got a host (an error while scheduling), or this login may not see it.
    }

    private mutating func step(
        from: String, to name: String, rule: String, in cloud: String, _ moment: Moment
    ) throws {
        let known = try moment.reader.rows(
            "SELECT 1 FROM nova_hypervisor WHERE hypervisor_hostname = ?1 AND cloud = ?2", [.text(name), .text(cloud)])
        hypervisor = name
        host = name
        chain.append(
            Hop(
                from: from, to: "hypervisor/\(name)",
                rule: known.isEmpty ? rule + " (which Nova does not list as a hypervisor)" : rule))
    }

    private mutating func step(
        from: String, toServiceHost name: String, in cloud: String, _ moment: Moment
    ) throws {
        let hypervisors = try moment.reader.rows(
            "SELECT hypervisor_hostname FROM nova_hypervisor WHERE service_host = ?1 AND cloud = ?2",
            [.text(name), .text(cloud)]
        ).compactMap { $0[0].text }
        // A nova-compute may report several hypervisors (Ironic does): then which one is not known, never picked.
        guard hypervisors.count == 1 else {
            host = name
            return
        }
        hypervisor = hypervisors[0]
        host = hypervisors[0]
        chain.append(Hop(from: from, to: "hypervisor/\(hypervisors[0])", rule: "host = service host of the hypervisor"))
    }
}
