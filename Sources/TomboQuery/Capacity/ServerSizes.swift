import TomboRecords
import TomboStore

/// What Nova says of the servers of a cloud, as far as it decides where they may go.
struct ServerSizes {
    struct Server {
        var name: String
        var flavor: FlavorSize
        /// Whether Nova told the flavor's size.
        var isSized: Bool
        var project: String?
        var zone: String?
        var hypervisor: String?
        var bootsFromVolume: Bool
        /// Whether Nova would migrate it: live when it runs, cold when it is stopped.
        var isMovable: Bool
    }

    private(set) var servers: [String: Server] = [:]
    private var requests: [Asked: ResourceRequest] = [:]

    private struct Asked: Hashable {
        var flavor: FlavorSize
        var bootsFromVolume: Bool
        var parts: [String: Int64]
    }

    private static let columns = [
        "name", "project_id", "image_id", "availability_zone", "hypervisor_hostname", "status", "flavor_name",
        "flavor_vcpus", "flavor_ram_mib", "flavor_disk_gib", "flavor_ephemeral_gib", "flavor_swap_mib",
        "flavor_extra_specs",
    ]

    /// `keys`: only these servers; nil for all.
    init(_ moment: Moment, cloud: String, keys: [String]? = nil) throws {
        // Thousands of servers have the same few flavors: their text is read once.
        var specs: [String: [String: String]] = [:]
        var found: [String: Server] = [:]
        try moment.forEachRow("nova_server", Self.columns, cloud: cloud, keys: keys) { key, values in
            var flavor = FlavorSize(
                name: values[6].text ?? "unknown", vcpus: values[7].integer ?? 0, ramMiB: values[8].integer ?? 0,
                diskGiB: values[9].integer ?? 0)
            flavor.ephemeralGiB = values[10].integer ?? 0
            flavor.swapMiB = values[11].integer ?? 0
            if let text = values[12].text {
                if specs[text] == nil { specs[text] = Value(json: text)?.texts ?? [:] }
                flavor.extraSpecs = specs[text] ?? [:]
            }
            found[key] = Server(
                name: values[0].text ?? key, flavor: flavor, isSized: (7...9).allSatisfy { values[$0].integer != nil },
                project: values[1].text, zone: values[3].text, hypervisor: values[4].text,
                bootsFromVolume: values[2].isNull,
                isMovable: ["ACTIVE", "SHUTOFF", "PAUSED"].contains(values[5].text))
        }
        servers = found
    }

    /// What a server's claim says, and where that is the request of its flavor, with the flavor's groups and traits.
    ///
    /// `parts` is what it has claimed by resource class; nil where it has claimed nothing.
    mutating func request(of server: Server, claiming parts: [String: Int64]?) -> ResourceRequest {
        guard let parts else { return server.flavor.request(bootsFromVolume: server.bootsFromVolume) }
        let asked = Asked(flavor: server.flavor, bootsFromVolume: server.bootsFromVolume, parts: parts)
        if let known = requests[asked] { return known }
        let made = Self.made(asked)
        requests[asked] = made
        return made
    }

    private static func made(_ asked: Asked) -> ResourceRequest {
        for fromVolume in [asked.bootsFromVolume, !asked.bootsFromVolume] {
            let request = asked.flavor.request(bootsFromVolume: fromVolume)
            if request.fault == nil, request.totals == asked.parts { return request }
        }
        // Resized, or claimed for ports too: the claim is the truth, the flavor's traits go with it.
        var request = asked.flavor.request()
        let traits = request[""]
        request.groups = [
            .init(suffix: "", resources: asked.parts, required: traits.required, forbidden: traits.forbidden)
        ]
        request.fault = nil
        return request
    }
}
