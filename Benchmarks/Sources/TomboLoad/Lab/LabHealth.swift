import TomboRecords

/// What flaps in a cloud that is well: short warnings, elections, and sources that do not answer once.
struct LabHealth {
    /// What comes back by itself, and at which poll.
    private var recoveries: [(poll: Int, kind: String, row: String, fields: [(column: String, value: Value)])] = []
    private var warningUntil = 0
    /// The source that does not answer in this poll.
    private var deaf: String?

    private static let day = LabCloud.day

    /// Every so many polls in the mean.
    private static func happens(every polls: Int, _ dice: inout Dice) -> Bool { dice.roll(polls) == 0 }

    mutating func live(_ lab: inout LabCloud) throws {
        try recover(&lab)
        var dice = lab.dice
        deaf = nil
        if Self.happens(every: 2 * Self.day, &dice) { deaf = dice.pick(["juju", "maas", "openstack", "ceph"]) }
        if Self.happens(every: Self.day, &dice) {
            try flap("maas_machine", ["power_state": "unknown"], polls: 1, &lab, &dice)
        }
        if Self.happens(every: Self.day, &dice) {
            try flap(
                "juju_unit", ["workload_status": "maintenance", "workload_message": "Updating configuration"], polls: 1,
                &lab, &dice)
        }
        if Self.happens(every: 7 * Self.day, &dice) {
            try flap("neutron_agent", ["alive": .bool(false)], polls: 1, &lab, &dice)
        }
        if Self.happens(every: 14 * Self.day, &dice) {
            try flap("nova_compute_service", ["state": "down"], polls: 2, &lab, &dice)
        }
        // Elections: of a charm's leader, of OVN's databases, of the database that is written to.
        if Self.happens(every: 20 * Self.day, &dice) { try elect("keystone", ["leader"], &lab) }
        if Self.happens(every: 14 * Self.day, &dice) {
            try elect("ovn-central", ["leads", "workload_message"], &lab)
        }
        if Self.happens(every: 30 * Self.day, &dice) {
            try elect("mysql-innodb-cluster", ["cluster_mode", "workload_message"], &lab)
        }
        if warningUntil == 0, Self.happens(every: 2 * Self.day, &dice) {
            try warn(&lab, polls: 2 + dice.roll(10))
        }
        lab.dice = dice
    }

    /// A source that is deaf fails as a whole, as one that runs into its deadline does.
    func outcome(of collection: TomboRecords.Collection) -> TomboRecords.Collection {
        guard collection.source == deaf else { return collection }
        var failed = collection
        failed.result = .failed(
            CollectError(.timedOut, "\(collection.source) did not answer within 30 s.", remedy: "Try again."))
        return failed
    }

    private mutating func flap(
        _ kind: String, _ fields: KeyValuePairs<String, Value>, polls: Int, _ lab: inout LabCloud, _ dice: inout Dice
    ) throws {
        let table = lab.table(kind)
        let row = dice.roll(table.rows.count)
        let key = table.rows[row].key
        if recoveries.contains(where: { $0.kind == kind && $0.row == key }) { return }
        recoveries.append((lab.poll + polls, kind, key, fields.map { ($0.key, table[row, $0.key]) }))
        try lab.change(kind) { try $0.set(row, fields.map { ($0.key, $0.value) }) }
    }

    private mutating func recover(_ lab: inout LabCloud) throws {
        let poll = lab.poll
        for recovery in recoveries where recovery.poll <= poll {
            try lab.change(recovery.kind) { table in
                if let row = table.rows.firstIndex(where: { $0.key == recovery.row }) {
                    try table.set(row, recovery.fields)
                }
            }
        }
        recoveries.removeAll { $0.poll <= poll }
        guard warningUntil > 0, warningUntil <= poll else { return }
        warningUntil = 0
        try lab.change("ceph_health_check") { $0.remove(where: "code", is: "RECENT_CRASH") }
        try setHealth("HEALTH_OK", &lab)
    }

    /// What one unit of an application says of itself goes to the next one.
    private func elect(_ application: String, _ columns: [String], _ lab: inout LabCloud) throws {
        try lab.change("juju_unit") { units in
            let rows = units.rows.indices.filter { units[$0, "name"].text?.hasPrefix(application + "/") == true }
            let said = rows.map { row in columns.map { ($0, units[row, $0]) } }
            for (place, row) in rows.enumerated() {
                try units.set(row, said[(place + 1) % rows.count])
            }
        }
    }

    private mutating func warn(_ lab: inout LabCloud, polls: Int) throws {
        warningUntil = lab.poll + polls
        try setHealth("HEALTH_WARN", &lab)
        try lab.change("ceph_health_check") {
            try $0.append([
                ("code", "RECENT_CRASH"), ("severity", "HEALTH_WARN"),
                ("message", "1 daemons have recently crashed"), ("muted", false), ("count", 1),
            ])
        }
    }

    private func setHealth(_ health: String, _ lab: inout LabCloud) throws {
        try lab.change("ceph_cluster") { try $0.set(0, [("health", .text(health))]) }
    }
}
