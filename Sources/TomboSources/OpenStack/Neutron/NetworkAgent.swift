public import TomboRecords

extension Neutron {
    /// One of Neutron's agents on a host; with OVN, its controller and its
    /// metadata agent.
    ///
    /// The heartbeat is not kept: with OVN it moves when somebody lists the
    /// agents, and says nothing. Nor are `configurations`, a driver's own.
    public struct Agent: Record, Decodable {
        var id: String
        var type: String
        var binary: String
        var host: String
        var availabilityZone: String?
        var isUp: Bool
        var isAlive: Bool

        enum CodingKeys: String, CodingKey {
            case id, binary, host
            case type = "agent_type"
            case availabilityZone = "availability_zone"
            case isUp = "admin_state_up"
            case isAlive = "alive"
        }

        public var values: [Value] {
            [
                .init(id), .init(type), .init(binary), .init(host), .init(availabilityZone?.unlessEmpty),
                .init(isUp), .init(isAlive),
            ]
        }

        public static let spec = RecordSpec(
            kind: "neutron_agent",
            summary: "One of Neutron's agents on a host; with OVN, its controller and its metadata agent.",
            key: ["id"], name: "host", aliases: ["network-agent"],
            brief: ["host", "agent_type", "alive", "admin_state_up", "id"],
            columns: [
                .init("id", .text, .configuration, "Identity of the agent; with OVN made from the chassis' name."),
                .init("agent_type", .text, .configuration, "What it is, such as `OVN Controller Gateway agent`."),
                .init("binary", .text, .configuration, "Name of its process, such as `ovn-controller`."),
                .init("host", .text, .configuration, "Host that it runs on, as nova.conf spells it."),
                .init(
                    "availability_zone", .text, .configuration,
                    "Availability zone that it is in; null where it has none."),
                .init("admin_state_up", .boolean, .configuration, "Whether it is switched on."),
                .init(
                    "alive", .boolean, .status,
                    "What Neutron believes; no liveness signal with OVN, where a dead agent may stay `true` for long."),
            ],
            examples: [
                .init(
                    "Which agents does Neutron believe dead?",
                    "SELECT host, agent_type FROM neutron_agent WHERE NOT alive ORDER BY host, agent_type")
            ])
    }
}

extension Neutron {
    /// Lists the agents; Neutron gives them all at once.
    struct Agents: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Agent> {
            try await client.list(Agent.self, of: Agent.spec.kind, from: .network, "/agents", under: "agents")
        }
    }
}
