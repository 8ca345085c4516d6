import TomboRecords

/// The copy of its flavor that a server carries (microversion 2.47 and later).
///
/// It has no id, and its name may be that of a flavor deleted or changed since.
struct ServerFlavor: Decodable {
    var name: String
    var vcpus: Int64
    var ram: Int64
    var disk: Int64
    var ephemeral: Int64?
    var swap: Nova.SwapSize?
    var extraSpecs: [String: String]?

    enum CodingKeys: String, CodingKey {
        case vcpus, ram, disk, ephemeral, swap
        case name = "original_name"
        case extraSpecs = "extra_specs"
    }

    var values: [Value] {
        [
            .init(name), .init(vcpus), .init(ram), .init(disk), .init(ephemeral), .init(swap?.mib), .init(extraSpecs),
        ]
    }
}

/// Why a server is in `ERROR`; its `details`, a stack trace, are not read.
struct ServerFault: Decodable {
    var code: Int64?
    var message: String?
}

/// What a server was made from.
enum ServerImage {
    private struct Identified: Decodable { var id: String }

    /// The image's id; an empty text in place of the image means that the
    /// server boots from a volume.
    static func id<Key: CodingKey>(_ fields: KeyedDecodingContainer<Key>, _ key: Key) throws -> String? {
        do {
            return try fields.decodeIfPresent(Identified.self, forKey: key)?.id
        } catch {
            // Tried second: nearly every server has an image, and a failed attempt costs.
            guard let text = try? fields.decode(String.self, forKey: key), text.isEmpty else { throw error }
            return nil
        }
    }
}

/// One address of a server, with the name of the network it is on.
struct ServerAddress: Hashable {
    var network: String
    var address: String
    var version: Int64?
    var type: String?
    /// Lower case, as Neutron writes it.
    var mac: String?

    var value: Value {
        .object([
            .init("address", .init(address)), .init("mac", .init(mac)), .init("network", .init(network)),
            .init("type", .init(type)), .init("version", .init(version)),
        ])
    }

    /// An address as Nova nests it below the name of its network.
    struct Wire: Decodable {
        var address: String
        var version: Int64?
        var type: String?
        var mac: String?

        enum CodingKeys: String, CodingKey {
            case version
            case address = "addr"
            case type = "OS-EXT-IPS:type"
            case mac = "OS-EXT-IPS-MAC:mac_addr"
        }
    }
}

extension Nova.Server: Decodable {
    enum CodingKeys: String, CodingKey {
        case id, name, status, flavor, image, addresses, metadata, tags, locked, description, fault, created
        case project = "tenant_id"
        case user = "user_id"
        case vmState = "OS-EXT-STS:vm_state"
        case taskState = "OS-EXT-STS:task_state"
        case powerState = "OS-EXT-STS:power_state"
        case host = "OS-EXT-SRV-ATTR:host"
        case hypervisor = "OS-EXT-SRV-ATTR:hypervisor_hostname"
        case instanceName = "OS-EXT-SRV-ATTR:instance_name"
        case hostname = "OS-EXT-SRV-ATTR:hostname"
        case hostStatus = "host_status"
        case availabilityZone = "OS-EXT-AZ:availability_zone"
        case keyName = "key_name"
        case securityGroups = "security_groups"
        case volumes = "os-extended-volumes:volumes_attached"
        case launchedAt = "OS-SRV-USG:launched_at"
    }

    private struct Named: Decodable { var name: String }
    private struct Identified: Decodable { var id: String }

    /// Reads a server of microversion 2.47 or later.
    ///
    /// Nova leaves keys out instead of writing null (no ports: no
    /// `security_groups`; a member's view: no host), and writes an empty text
    /// for no image, no zone and no host status.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func text(_ key: CodingKeys) throws -> String? {
            let text = try fields.decodeIfPresent(String.self, forKey: key)
            return text == "" ? nil : text
        }
        id = try fields.decode(String.self, forKey: .id)
        name = try fields.decode(String.self, forKey: .name)
        project = try fields.decode(String.self, forKey: .project)
        user = try text(.user)
        status = try fields.decode(String.self, forKey: .status)
        vmState = try text(.vmState)
        taskState = try text(.taskState)
        powerState = try fields.decodeIfPresent(Int64.self, forKey: .powerState)
        host = try text(.host)
        hypervisor = try text(.hypervisor)
        instanceName = try text(.instanceName)
        hostname = try text(.hostname)
        hostStatus = try text(.hostStatus)
        availabilityZone = try text(.availabilityZone)
        flavor = try fields.decode(ServerFlavor.self, forKey: .flavor)
        image = try ServerImage.id(fields, .image)
        keyName = try text(.keyName)
        addresses = try Self.addresses(fields)
        securityGroups = try fields.decodeIfPresent([Named].self, forKey: .securityGroups)
            .map { Set($0.map(\.name)).sorted() }
        volumes = try fields.decodeIfPresent([Identified].self, forKey: .volumes)?.map(\.id)
        metadata = try fields.decodeIfPresent([String: String].self, forKey: .metadata)
        tags = try fields.decodeIfPresent([String].self, forKey: .tags)
        isLocked = try fields.decodeIfPresent(Bool.self, forKey: .locked)
        description = try fields.decodeIfPresent(String.self, forKey: .description)
        fault = status == "ERROR" ? try fields.decodeIfPresent(ServerFault.self, forKey: .fault) : nil
        created = try text(.created)
        launchedAt = try text(.launchedAt)
    }

    private static func addresses(_ fields: KeyedDecodingContainer<CodingKeys>) throws -> [ServerAddress] {
        let networks = try fields.nestedContainer(keyedBy: AnyKey.self, forKey: .addresses)
        return try networks.allKeys.flatMap { network in
            try networks.decode([ServerAddress.Wire].self, forKey: network).map {
                ServerAddress(
                    network: network.stringValue, address: $0.address, version: $0.version, type: $0.type,
                    mac: $0.mac?.lowercased())
            }
        }
    }
}
