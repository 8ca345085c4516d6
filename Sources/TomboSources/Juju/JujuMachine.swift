import TomboRecords

extension Juju {
    /// A machine, or a container on one.
    struct Machine: JujuRecord {
        let values: [Value]

        init(_ id: String, _ value: Value, parent: String?, _ status: JujuStatus) {
            let (agent, machine) = (JujuWord(value["juju-status"]), JujuWord(value["machine-status"]))
            let hardware = JujuHardware(value["hardware"].text ?? "")
            let cards = JujuStatus.members(value["network-interfaces"]).map { name, card in
                Value.object([
                    .init("name", .text(name)), .init("mac", Value(card["mac-address"].text?.lowercased())),
                    .init("ip_addresses", Value(card["ip-addresses"].texts)), .init("space", .init(card["space"].text)),
                ])
            }
            let instance = value["instance-id"].telling
            values = [
                .text(status.key(id)), .text(status.model), .text(id), .init(parent.map(status.key)),
                // What is not there yet has no id, and says so in a word.
                .init(instance == "pending" ? nil : instance), .init(value["display-name"].telling),
                .init(value["hostname"].telling ?? value["display-name"].telling), .init(value["dns-name"].telling),
                .list(value["ip-addresses"].texts.map { .text($0) }), .init(agent.current), .init(agent.message),
                .init(machine.current), .init(machine.message), .init(JujuBase.text(value)),
                .init(hardware.architecture),
                .init(hardware.cores), .init(hardware.memory), .init(hardware.zone), .init(hardware.tags),
                .init(value["constraints"].telling), .list(cards), .init(value["juju-status"]["version"].telling),
                .init(value["controller-member-status"].telling),
                // Juju notes no time when it makes `down` of what it does not hear of.
                .init(agent.current == "down" ? nil : agent.since), .init(machine.since),
            ]
        }

        static func records(in status: JujuStatus, faults: inout [String]) -> [Machine] {
            var found: [Machine] = []
            func add(_ value: Value, parent: String?, _ faults: inout [String]) {
                for (id, machine) in status.told(value, "machine", faults: &faults) {
                    found.append(Machine(id, machine, parent: parent, status))
                    // Containers may hold containers.
                    for word in ["juju-status", "machine-status"] {
                        status.fault(machine[word], "the \(word) of machine \(id)", &faults)
                    }
                    add(machine["containers"], parent: id, &faults)
                }
            }
            add(status.document["machines"], parent: nil, &faults)
            return found
        }

        static let spec = RecordSpec(
            kind: "juju_machine",
            summary: "A machine of a Juju model, or a container on one.",
            key: ["id"], name: "machine_id", aliases: ["juju-machine", "container"],
            brief: ["id", "hostname", "instance_id", "agent_status", "machine_status", "dns_name"],
            columns: [
                .init("id", .text, .configuration, "The model's name and the machine's id in it."),
                .init("model", .text, .configuration, references: .init("juju_model", column: "name"), "Its model."),
                .init("machine_id", .text, .configuration, "Juju's number of it; `0/lxd/3` is a container on 0."),
                .init(
                    "parent", .text, .configuration, references: "juju_machine",
                    "The machine that a container is on; null for a machine."),
                .init(
                    "instance_id", .text, .configuration, references: "maas_machine",
                    "The provider's id of it: on MAAS its system_id; null before there is one."),
                .init("display_name", .text, .configuration, "Name that the provider gave it; on MAAS its hostname."),
                .init("hostname", .text, .configuration, "Its own short host name; before Juju 3, the provider's."),
                .init("dns_name", .text, .configuration, "Name or address by which Juju reaches it."),
                .init("ip_addresses", .set, .configuration, "Its addresses."),
                .init(
                    "agent_status", .text, .status,
                    "`started`, `pending`, or `down` when its agent is not heard of."),
                .init("agent_message", .text, .status, "What Juju says to that."),
                .init("machine_status", .text, .status, "What the provider says, such as `running`."),
                .init("machine_message", .text, .status, "The provider's own word, such as MAAS's `Deployed`."),
                .init("base", .text, .configuration, "Operating system and its version: `ubuntu@22.04`."),
                .init("architecture", .text, .configuration, "Such as `amd64`."),
                .init("cores", .integer, .configuration, unit: "count", "Processors; null for a container."),
                .init("memory_mib", .integer, .configuration, unit: "MiB", "Memory; null for a container."),
                .init("availability_zone", .text, .configuration, "The provider's zone that it is in."),
                .init("tags", .set, .configuration, "The provider's tags, on MAAS."),
                .init("constraints", .text, .configuration, "What was asked of the provider."),
                .init(
                    "network_interfaces", .set, .configuration,
                    "Its network cards: name, mac, ip_addresses and space."),
                .init("agent_version", .text, .configuration, "Version of its Juju agent."),
                .init(
                    "controller_member_status", .text, .status,
                    "Of a controller's machine, whether it votes: `has-vote`."),
                .init(
                    "agent_since", .instant, .stamp, stampOf: ["agent_status", "agent_message"],
                    "When the agent said so, as of the last change that tombo saw of the machine; null for `down`."),
                .init(
                    "machine_since", .instant, .stamp, stampOf: ["machine_status", "machine_message"],
                    "When the provider said so."),
            ],
            examples: [
                .init(
                    "Which containers are on which machine?",
                    """
                    SELECT p.hostname AS machine, c.machine_id, c.hostname FROM juju_machine c JOIN juju_machine p \
                    ON p.id = c.parent AND p.cloud = c.cloud ORDER BY machine, c.machine_id
                    """),
                .init(
                    "Which agents are not heard of?",
                    "SELECT id, agent_status, agent_message FROM juju_machine WHERE agent_status = 'down'"),
            ])
    }
}

/// `arch=amd64 cores=48 mem=393216M tags=a,b availability-zone=az1`.
struct JujuHardware {
    private(set) var architecture: String?
    private(set) var cores: Int?
    private(set) var memory: Int?
    private(set) var zone: String?
    private(set) var tags: [String]?

    init(_ text: String) {
        var words: [String] = []
        for word in text.split(separator: " ") {
            // A zone's name may have spaces in it, which nobody escapes.
            if word.contains("=") || words.isEmpty {
                words.append(String(word))
            } else {
                words[words.count - 1] += " " + word
            }
        }
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            switch parts[0] {
            case "arch": architecture = parts[1]
            // An LXD cloud says 0 for "as many as the host has": that is not known.
            case "cores": cores = Int(parts[1]).flatMap { $0 > 0 ? $0 : nil }
            case "mem": memory = Self.mebibytes(parts[1])
            case "availability-zone": zone = parts[1]
            case "tags": tags = parts[1].split(separator: ",").map(String.init).sorted()
            default: break
            }
        }
    }
}

extension JujuHardware {
    /// `16384M`; people's own constraints may say `4G`. Another unit is not guessed.
    fileprivate static func mebibytes(_ text: String) -> Int? {
        let factors: [Character: Int] = ["M": 1, "G": 1024, "T": 1024 * 1024]
        guard let unit = text.last, let factor = factors[unit], let number = Int(text.dropLast()), number > 0 else {
            return nil
        }
        return number * factor
    }
}

/// 3.x says `{"name": "ubuntu", "channel": "22.04"}`, 2.9 a series.
enum JujuBase {
    static func text(_ value: Value) -> String? {
        if let name = value["base"]["name"].telling, let channel = value["base"]["channel"].telling {
            return "\(name)@\(channel.split(separator: "/").first.map(String.init) ?? channel)"
        }
        return value["series"].telling
    }
}
