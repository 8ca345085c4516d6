import TomboRecords

/// What Nova calls the fields of a server.
///
/// Servers come by the ten thousand, so they are read without containers.
extension Nova.Server: Decodable {
    private enum Member: Int, JSONMember {
        case id, name, project, user, status, vmState, taskState, powerState, host, hypervisor, instanceName, hostname
        case hostStatus, availabilityZone, flavor, image, keyName, addresses, securityGroups, volumes, metadata, tags
        case locked, description, fault, created, launchedAt

        var name: String {
            switch self {
            case .project: "tenant_id"
            case .user: "user_id"
            case .vmState: "OS-EXT-STS:vm_state"
            case .taskState: "OS-EXT-STS:task_state"
            case .powerState: "OS-EXT-STS:power_state"
            case .host: "OS-EXT-SRV-ATTR:host"
            case .hypervisor: "OS-EXT-SRV-ATTR:hypervisor_hostname"
            case .instanceName: "OS-EXT-SRV-ATTR:instance_name"
            case .hostname: "OS-EXT-SRV-ATTR:hostname"
            case .hostStatus: "host_status"
            case .availabilityZone: "OS-EXT-AZ:availability_zone"
            case .keyName: "key_name"
            case .securityGroups: "security_groups"
            case .volumes: "os-extended-volumes:volumes_attached"
            case .launchedAt: "OS-SRV-USG:launched_at"
            default: String(describing: self)
            }
        }
    }

    private static let names = JSONNames(Member.self)

    /// Reads a server of microversion 2.47 or later.
    public init(from decoder: any Decoder) throws {
        self = try JSONFields<Member>.read(decoder, Self.names) { try Self($0) }
    }

    /// Nova leaves keys out instead of writing null (no ports: no
    /// `security_groups`; a member's view: no host), and writes an empty text
    /// for no image, no zone and no host status.
    private init(_ fields: JSONFields<Member>) throws {
        id = try fields.text(.id)
        name = try fields.text(.name)
        project = try fields.text(.project)
        user = try fields.textUnlessEmpty(.user)
        status = try fields.text(.status)
        vmState = try fields.textUnlessEmpty(.vmState)
        taskState = try fields.textUnlessEmpty(.taskState)
        powerState = try fields.present(.powerState)?.integer()
        host = try fields.textUnlessEmpty(.host)
        hypervisor = try fields.textUnlessEmpty(.hypervisor)
        instanceName = try fields.textUnlessEmpty(.instanceName)
        hostname = try fields.textUnlessEmpty(.hostname)
        hostStatus = try fields.textUnlessEmpty(.hostStatus)
        availabilityZone = try fields.textUnlessEmpty(.availabilityZone)
        flavor = try ServerFlavor(fields.required(.flavor))
        image = try fields.present(.image).flatMap { try ServerImage.id($0) }
        keyName = try fields.textUnlessEmpty(.keyName)
        addresses = try ServerAddresses.values(fields.required(.addresses))
        securityGroups = try fields.present(.securityGroups).map { groups in
            let names = try groups.map { try $0.required("name").text() }
            return names.count < 2 ? names : Set(names).sorted()
        }
        volumes = try fields.present(.volumes)?.map { try $0.required("id").text() }
        metadata = try fields.present(.metadata)?.texts() ?? .null
        tags = try fields.present(.tags)?.map { try $0.text() }
        isLocked = try fields.present(.locked)?.bool()
        description = try fields.textIfPresent(.description)
        fault = status == "ERROR" ? try fields.present(.fault)?.decode(ServerFault.self) : nil
        created = try fields.textUnlessEmpty(.created)
        launchedAt = try fields.textUnlessEmpty(.launchedAt)
    }
}
