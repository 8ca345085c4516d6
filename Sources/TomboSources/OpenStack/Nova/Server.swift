public import TomboRecords

extension Nova {
    /// A virtual machine, as Nova lists it.
    ///
    /// Where it runs, what it was made from and what it is called are
    /// configuration: a server that changed its host is the change an auditor
    /// looks for first. What it does at the moment (power, task, fault) is
    /// status.
    ///
    /// Not kept, on purpose: `user_data` and `adminPass` (secrets), `hostId`
    /// (a digest of project and host), `progress`, `updated` (moves with every
    /// action, without meaning) and links.
    public struct Server: Record {
        /// It is its row and nothing beside it: servers come by the ten
        /// thousand, and each field twice takes memory and time.
        private let made: RecordRow
        /// Nova says that it failed, and not why.
        let isSilent: Bool

        init(_ made: RecordRow, isSilent: Bool) {
            self.made = made
            self.isSilent = isSilent
        }

        var id: String { made.key }
        public var values: [Value] { made.values }
        public func row() -> RecordRow { made }

        /// The text in a column; nil where it is unknown.
        func text(_ column: String) -> String? {
            Self.spec.columns.firstIndex { $0.name == column }.flatMap { made.values[$0].text }
        }

        /// The word for Nova's power state number; Nova uses 0, 1, 3, 4, 6
        /// and 7, and any other stays a number.
        ///
        /// Source: nova/objects/fields.py, `InstancePowerState`.
        static func powerStateName(_ number: Int64) -> String {
            switch number {
            case 0: "nostate"
            case 1: "running"
            case 3: "paused"
            case 4: "shutdown"
            case 6: "crashed"
            case 7: "suspended"
            default: String(number)
            }
        }
    }
}

extension Nova.Server {
    public static let spec = RecordSpec(
        kind: "nova_server",
        summary: "A virtual machine, as Nova lists it; Nova's own code calls it an instance.",
        key: ["id"], name: "name", aliases: ["server", "instance"],
        brief: ["name", "status", "host", "flavor_name", "addresses"],
        columns: [
            .init("id", .text, .configuration, "Identity of the server for its whole life."),
            .init("name", .text, .configuration, "Name somebody gave it; two servers may share one."),
            .init("project_id", .text, .configuration, references: "keystone_project", "Project that owns the server."),
            .init("user_id", .text, .configuration, references: "keystone_user", "User who made it."),
            .init(
                "status", .text, .status, "State in one word, such as `ACTIVE`, `SHUTOFF` or `ERROR`."),
            .init("vm_state", .text, .status, "State that Nova wants to keep it in, such as `active` or `stopped`."),
            .init("task_state", .text, .status, "What Nova is doing with it now; null when it is doing nothing."),
            .init(
                "power_state", .text, .status,
                "What the hypervisor says: `nostate`, `running`, `paused`, `shutdown`, `crashed` or `suspended`."),
            .init(
                "host", .text, .configuration,
                references: .init("nova_compute_service", column: "host", whose: .init("binary", "nova-compute")),
                "Compute host it is on, as nova.conf spells it; null before it ever got one."),
            .init(
                "hypervisor_hostname", .text, .configuration, references: "nova_hypervisor",
                "Hypervisor it is on; null before it ever got one."),
            .init(
                "instance_name", .text, .configuration, "Name of the guest on the hypervisor; not unique in the cloud."),
            .init("hostname", .text, .configuration, "Host name that the guest is given."),
            .init("host_status", .text, .status, "`UP`, `UNKNOWN`, `DOWN` or `MAINTENANCE`: how its host stands."),
            .init(
                "availability_zone", .text, .configuration,
                "Availability zone it is in; null before it ever got a host."),
            .init(
                "flavor_name", .text, .configuration, references: .init("nova_flavor", column: "name"),
                "Name of its flavor when it was made or resized."),
            .init("flavor_vcpus", .integer, .configuration, unit: "count", "Virtual processors it was made with."),
            .init("flavor_ram_mib", .integer, .configuration, unit: "MiB", "Memory it was made with."),
            .init("flavor_disk_gib", .integer, .configuration, unit: "GiB", "Root disk of its flavor."),
            .init("flavor_ephemeral_gib", .integer, .configuration, unit: "GiB", "Extra disk of its flavor."),
            .init("flavor_swap_mib", .integer, .configuration, unit: "MiB", "Swap disk of its flavor."),
            .init("flavor_extra_specs", .json, .configuration, "What else its flavor asked of a host."),
            .init(
                "image_id", .text, .configuration, references: "glance_image",
                "Image it was made from; null when it boots from a volume."),
            .init("key_name", .text, .configuration, "SSH key pair that was put into it."),
            .init(
                "addresses", .set, .configuration,
                "Its addresses: network, address, version, type (`fixed` or `floating`) and mac."),
            .init(
                "security_groups", .set, .configuration,
                "Names of its security groups; null for a server without ports."),
            .init(
                "volumes_attached", .set, .configuration, references: "cinder_volume",
                "Identities of the volumes attached to it."),
            .init("metadata", .json, .configuration, "Keys and values that somebody gave it."),
            .init("tags", .set, .configuration, "Labels that somebody gave it."),
            .init("locked", .boolean, .configuration, "Whether only an administrator may act on it."),
            .init("description", .text, .configuration, "Free text that somebody gave it."),
            .init("fault_code", .integer, .status, "Number of the fault that put it into `ERROR`, such as 500."),
            .init("fault_message", .text, .status, "What Nova says of the fault that put it into `ERROR`."),
            .init("created", .instant, .configuration, "When somebody asked for it."),
            .init("launched_at", .instant, .status, "When it last came up on a host."),
        ],
        examples: [
            .init(
                "Which servers are on which host?",
                "SELECT host, name, status, flavor_name FROM nova_server ORDER BY host, name"),
            .init(
                "Which servers have a floating IP address?",
                """
                SELECT s.name, a.value ->> 'address' AS address FROM nova_server s, json_each(s.addresses) a \
                WHERE a.value ->> 'type' = 'floating' ORDER BY s.name, address
                """),
            .init(
                "Which servers are not well?",
                """
                SELECT name, status, power_state, host, fault_message FROM nova_server \
                WHERE status NOT IN ('ACTIVE', 'SHUTOFF') ORDER BY name
                """),
        ])
}

extension OpenStackClient {
    /// The servers of all projects and cells, as the listing has them, asked once a round.
    func servers() async throws(CollectError) -> Listing<Nova.Server> {
        try await shared("servers") { () async throws(CollectError) in
            let kind = Nova.Server.spec.kind
            let listing = try await list(
                CellRow<Nova.Server>.self, of: kind, from: .compute, "/servers/detail", query: [("all_tenants", "1")],
                under: "servers")
            return CellRow.reached(listing, kind)
        }
    }
}

extension Nova {
    /// Lists the servers of all projects and cells.
    struct Servers: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Server> {
            try await ServerFaults.complete(client.servers(), client)
        }
    }
}
