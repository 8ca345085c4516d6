import TomboRecords

extension Juju {
    /// A unit of an application, on a machine or beside another unit.
    struct Unit: JujuRecord {
        let values: [Value]

        init(
            _ name: String, _ value: Value, machine: String?, principal: String?, charm: String?, _ status: JujuStatus
        ) {
            let agent = JujuWord(value["juju-status"])
            var workload: JujuWord? = JujuWord(value["workload-status"])
            // Juju itself makes `unknown` of the workload when the agent is not heard of: that is no word of the workload.
            if agent.current == "lost", workload?.current == "unknown" { workload = nil }
            let understood = CharmState(charm: charm, message: workload?.message)
            let application = String(name.prefix { $0 != "/" })
            values = [
                .text(status.key(name)), .text(status.model), .text(name), .text(status.key(application)),
                .init(machine.map(status.key)), .init(principal.map(status.key)), .bool(value["leader"] == .bool(true)),
                .init(workload?.current), .init(workload?.message), .init(Self.agentStatus(agent.current)),
                .init(agent.current == "failed" || agent.current == "error" ? agent.message : nil),
                .init(value["public-address"].telling ?? value["address"].telling),
                .list(value["open-ports"].texts.map { .text($0) }), .init(value["juju-status"]["version"].telling),
                .init(understood.mode), .init(understood.tolerates), .init(understood.inactive),
                .init(understood.initialized), .init(understood.sealed), .init(understood.active),
                .init(understood.clustered), .init(understood.leads), .init(understood.osds),
                .init(workload?.since), .init(Self.agentSince(agent)),
            ]
        }

        /// Juju notes no time when it makes `lost` of what it does not hear of; and that a hook began is not since when
        /// the agent is idle.
        private static func agentSince(_ agent: JujuWord) -> String? {
            ["lost", "executing"].contains(agent.current) ? nil : agent.since
        }

        /// An agent that runs a hook is idle again in a moment, every five minutes.
        private static func agentStatus(_ current: String?) -> String? {
            current == "executing" ? "idle" : current
        }

        static func records(in status: JujuStatus, faults: inout [String]) -> [Unit] {
            var found: [Unit] = []
            let applications = status.applications(faults: &faults)
            let charms = Dictionary(applications.map { ($0.name, JujuCharm($0.value).name) }) { first, _ in first }
            func add(_ value: Value, machine: String?, principal: String?, _ faults: inout [String]) {
                for (name, unit) in status.told(value, "unit", faults: &faults) {
                    for word in ["workload-status", "juju-status"] {
                        status.fault(unit[word], "the \(word) of \(name)", &faults)
                    }
                    let place = machine ?? unit["machine"].telling
                    found.append(
                        Unit(
                            name, unit, machine: place, principal: principal,
                            charm: charms[String(name.prefix { $0 != "/" })] ?? nil, status))
                    // Subordinates stand below their principal, and nowhere else.
                    add(unit["subordinates"], machine: place, principal: name, &faults)
                }
            }
            for (_, application) in applications { add(application["units"], machine: nil, principal: nil, &faults) }
            return found
        }

        static let spec = RecordSpec(
            kind: "juju_unit",
            summary: "One unit of an application of a Juju model.",
            key: ["id"], name: "name", aliases: ["unit"], blindWhen: .init("agent_status", "lost"),
            brief: ["name", "workload_status", "agent_status", "machine", "public_address", "workload_message"],
            columns: [
                .init("id", .text, .configuration, "The model's name and the unit's."),
                .init("model", .text, .configuration, references: .init("juju_model", column: "name"), "Its model."),
                .init("name", .text, .configuration, "Its application's name and a number, such as `vault/0`."),
                .init("application", .text, .configuration, references: "juju_application", "What it is a unit of."),
                .init(
                    "machine", .text, .configuration, references: "juju_machine",
                    "Machine or container it is on; a subordinate's is its principal's."),
                .init(
                    "principal", .text, .configuration, references: "juju_unit",
                    "Unit beside which a subordinate lives; null for others."),
                .init("leader", .boolean, .status, "Whether Juju has made it the leader of its application."),
                .init(
                    "workload_status", .text, .status, keepsKnown: true,
                    "What the charm says: `active`, `blocked`, `waiting`, …; while the agent is lost, the last that was "
                        + "known."),
                .init("workload_message", .text, .status, keepsKnown: true, "The charm's own sentence."),
                .init(
                    "agent_status", .text, .status,
                    "`idle` (also while it runs a hook), `allocating`, `failed`, `error`, or `lost` when it is not "
                        + "heard of."),
                .init("agent_message", .text, .status, "What went wrong, where it failed."),
                .init("public_address", .text, .status, "Address of the unit."),
                .init("open_ports", .set, .configuration, "Ports that it opens, such as `8776/tcp`."),
                .init("agent_version", .text, .configuration, "Version of its Juju agent."),
                .init("cluster_mode", .text, .status, keepsKnown: true, "Of mysql-innodb-cluster: `R/W` or `R/O`."),
                .init(
                    "tolerates_failures", .integer, .status, unit: "count", keepsKnown: true,
                    "Of mysql-innodb-cluster: how many more members may fail."),
                .init(
                    "inactive_members", .integer, .status, unit: "count", keepsKnown: true,
                    "Of mysql-innodb-cluster: members that are not active; null where it says nothing of them."),
                .init("initialized", .boolean, .status, keepsKnown: true, "Of vault: whether it was ever initialized."),
                .init("sealed", .boolean, .status, keepsKnown: true, "Of vault: whether it has to be unsealed."),
                .init("active", .boolean, .status, keepsKnown: true, "Of vault: whether it answers, or stands by."),
                .init(
                    "clustered", .boolean, .status, keepsKnown: true,
                    "Of rabbitmq-server, ceph-mon and hacluster: whether it says that it is in its cluster."),
                .init(
                    "leads", .set, .status, keepsKnown: true, "Of ovn-central: the databases it leads, and `northd`."),
                .init("osd_count", .integer, .status, unit: "count", keepsKnown: true, "Of ceph-osd: OSDs that run."),
                .init(
                    "workload_since", .instant, .stamp, keepsKnown: true,
                    stampOf: [
                        "workload_status", "workload_message", "cluster_mode", "tolerates_failures", "inactive_members",
                        "initialized", "sealed", "active", "clustered", "leads", "osd_count",
                    ],
                    "When the charm said so, as of the last change that tombo saw of the unit."),
                .init(
                    "agent_since", .instant, .stamp, stampOf: ["agent_status", "agent_message"],
                    "When the agent said so; null for `lost`, and while it runs a hook."),
            ],
            examples: [
                .init(
                    "Which units are not well?",
                    """
                    SELECT name, workload_status, agent_status, workload_message FROM juju_unit \
                    WHERE workload_status <> 'active' OR agent_status <> 'idle' ORDER BY name
                    """),
                .init(
                    "Which units are on which machine?",
                    "SELECT machine, name FROM juju_unit WHERE principal IS NULL ORDER BY machine, name"),
                .init(
                    "Is the database a whole cluster?",
                    """
                    SELECT name, cluster_mode, tolerates_failures FROM juju_unit WHERE cluster_mode IS NOT NULL \
                    ORDER BY name
                    """),
            ])
    }
}
