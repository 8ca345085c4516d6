import TomboRecords

/// What an event of MAAS does to a machine.
///
/// Source: the `audit_description` of each class in maasserver/node_action.py for audits; `EVENT_DETAILS` in
/// provisioningserver/events.py for the others. What an act changes is from the same and maasserver/models/node.py.
struct MAASAct {
    enum Effect: Sendable { case adds, removes, changes }

    /// As people say it; nil where the event's type says it.
    var verb: String?
    /// Columns of `maas_machine` that it may change.
    var fields: Set<String>
    var effect = Effect.changes

    /// Nil for an event that changes nothing tombo has, or nothing tombo knows of.
    init?(_ row: TableRow) {
        let act =
            row["level"].text == "AUDIT"
            ? Self.audited(row["type"].text ?? "", row["description"].text ?? "") : Self.types[row["type"].text ?? ""]
        guard let act else { return nil }
        self = act
    }

    private init(_ verb: String?, _ fields: Set<String>, _ effect: Effect = .changes) {
        (self.verb, self.fields, self.effect) = (verb, fields, effect)
    }

    private static let state: Set<String> = ["status", "error_description", "power_state"]
    private static let ownership: Set<String> = ["owner", "juju_machine"]
    private static let system: Set<String> = ["osystem", "distro_series", "hwe_kernel", "ip_addresses"]
    private static let tests: Set<String> = ["commissioning_status", "testing_status"]
    private static let hardware: Set<String> = [
        "architecture", "cpu_count", "memory_mib", "storage_mb", "hardware_uuid", "system_vendor", "system_product",
        "system_serial", "cpu_model", "mac_addresses", "tags",
    ]
    private static let power: Set<String> = ["power_state"]

    /// The sentences that MAAS writes of what users do, by how they begin.
    private static let sentences: [(beginning: String, act: MAASAct)] = [
        ("Started commissioning on '", .init("commission", state.union(tests).union(hardware), .adds)),
        ("Started testing on '", .init("test", state.union(tests))),
        ("Aborted '", .init("abort", state.union(ownership).union(system).union(tests))),
        ("Acquired '", .init("acquire", state.union(ownership))),
        ("Started deploying '", .init("deploy", state.union(ownership).union(system))),
        ("Started releasing '", .init("release", state.union(ownership).union(system))),
        ("Powered on '", .init("power on", power)), ("Powered off '", .init("power off", power)),
        ("Locked '", .init("lock", ["locked"])), ("Unlocked '", .init("unlock", ["locked"])),
        ("Overrode failed testing on '", .init("override failed testing", state.union(tests))),
        ("Started rescue mode on '", .init("rescue mode", state)),
        ("Entered rescue mode on '", .init("rescue mode", state)),
        ("Exited rescue mode on '", .init("exit rescue mode", state)),
        ("Tagging '", .init("tag", ["tags"])), ("Untagging '", .init("untag", ["tags"])),
        ("Set the zone to '", .init("set zone", ["zone"])),
        ("Set the resource pool to '", .init("set pool", ["pool"])),
        ("Deleted the '", .init("delete", [], .removes)),
    ]

    private static func audited(_ type: String, _ sentence: String) -> MAASAct? {
        // The name stands in the middle of these two.
        if sentence.hasPrefix("Marked '") {
            if sentence.hasSuffix("' broken.") { return MAASAct("mark broken", state.union(ownership)) }
            if sentence.hasSuffix("' fixed.") { return MAASAct("mark fixed", state.union(ownership)) }
        }
        // Until MAAS 3.2 what a deployed machine reports of its own parts was audited.
        return sentences.first { sentence.hasPrefix($0.beginning) }?.act ?? types[type]
    }

    /// By MAAS's own word for the type of an event, of every version since 2.0.
    private static let types: [String: MAASAct] = {
        var types: [String: MAASAct] = [:]
        func add(_ fields: Set<String>, _ names: String...) { for name in names { types[name] = MAASAct(nil, fields) } }
        add(
            state.union(ownership).union(system), "Node changed status", "Deploying", "Deployed", "Image Deployed",
            "Releasing", "Released", "Aborted deployment", "Aborted disk erasing", "Node installation failure",
            "Node post-installation failure", "Marking node failed", "Marking node broken", "Marking node fixed",
            "Entering rescue mode", "Rescue mode", "Failed exiting rescue mode", "Exited rescue mode",
            "Node entering rescue mode failure", "Node exiting rescue mode failure")
        add(
            state.union(tests).union(hardware), "Commissioning", "Failed commissioning", "Testing", "Failed testing",
            "Ready", "Aborted commissioning", "Aborted testing", "Node commissioning failure")
        add(tests, "Script", "Running test")
        add(
            power, "Powering on", "Powering off", "Power cycling", "Node powered on", "Node powered off",
            "Failed to power on node", "Failed to power off node", "Failed to power cycle node",
            "Failed to query node's BMC")
        for part in ["BMC", "Block Device", "CPU", "Interface", "Memory", "PCI Device", "USB Device"] {
            add(hardware, "Node \(part) hardware sync state change", "Node \(part) hardware sync state chage")
        }
        types["New"] = MAASAct(nil, state, .adds)
        return types
    }()
}
