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
        // In the order of the columns, and in one piece of memory.
        var values: [Value] = []
        values.reserveCapacity(Self.spec.columns.count)
        for member in [.id, .name, .project] as [Member] { values.append(.text(try fields.text(member))) }
        values.append(.init(try fields.textUnlessEmpty(.user)))
        let status = try fields.text(.status)
        values.append(.text(status))
        values.append(.init(try fields.textUnlessEmpty(.vmState)))
        values.append(.init(try fields.textUnlessEmpty(.taskState)))
        values.append(.init(try fields.present(.powerState).map { Self.powerStateName(try $0.integer()) }))
        let host = try fields.textUnlessEmpty(.host)
        values.append(.init(host))
        for member in Self.placing { values.append(.init(try fields.textUnlessEmpty(member))) }
        try ServerFlavor(fields.required(.flavor)).append(to: &values)
        values.append(.init(try fields.present(.image).flatMap { try ServerImage.id($0) }))
        values.append(.init(try fields.textUnlessEmpty(.keyName)))
        values.append(.list(try ServerAddresses.values(fields.required(.addresses))))
        values.append(try fields.present(.securityGroups).map(Self.groups) ?? .null)
        values.append(try fields.present(.volumes).map { .list(try $0.map(Self.volume)) } ?? .null)
        values.append(try fields.present(.metadata)?.texts() ?? .null)
        values.append(try fields.present(.tags).map { .list(try $0.map { .text(try $0.text()) }) } ?? .null)
        values.append(.init(try fields.present(.locked)?.bool()))
        values.append(.init(try fields.textIfPresent(.description)))
        let hasFailed = status == "ERROR"
        let fault = hasFailed ? try fields.present(.fault)?.decode(ServerFault.self) : nil
        values.append(.init(fault?.code))
        values.append(.init(fault?.message))
        values.append(.init(try fields.textUnlessEmpty(.created)))
        values.append(.init(try fields.textUnlessEmpty(.launchedAt)))
        self.init(
            try RecordRow(values, spec: Self.spec), isSilent: hasFailed && fault == nil && host == nil)
    }

    /// The columns behind `host` that are plain texts.
    private static let placing: [Member] = [.hypervisor, .instanceName, .hostname, .hostStatus, .availabilityZone]

    private static func volume(_ attachment: JSONPlace) throws -> Value { .text(try attachment.required("id").text()) }

    /// Two ports may have the same group.
    private static func groups(_ list: JSONPlace) throws -> Value {
        let names = try list.map { try $0.required("name").text() }
        return .init(names.count < 2 ? names : Set(names).sorted())
    }
}
