import Testing
import TomboRecords
import TomboTestKit

@testable import TomboQuery

/// The first snapshot is of 10:01:00, each next one a minute later.
@Suite("Why a machine or a unit changed")
struct MachineCauseTests {
    private static func machine(_ status: String, _ more: [String: Value] = [:]) -> [String: Value] {
        PhysicalCloud.machine("kd8w3c", "node4.maas").merging(["status": .text(status)].merging(more) { $1 }) { $1 }
    }

    private static func event(
        _ id: Int, _ type: String, at: String, _ description: String? = nil, by user: String? = nil,
        level: String? = nil, node: String = "kd8w3c"
    ) -> [String: Value] {
        [
            "id": Value(id), "created": .text("2026-05-12T\(at)Z"), "type": .text(type),
            "level": .text(level ?? (user == nil ? "INFO" : "AUDIT")), "description": Value(description),
            "username": Value(user), "node": .text(node), "hostname": "node4",
        ]
    }

    private func lines(_ cloud: PhysicalCloud, _ resource: String? = nil) throws -> [String] {
        try cloud.ask(LogQuestion(resource: resource, since: SnapshotReference("#1")))
            .lines("snapshot", "change", "kind", "name", "field", "cause")
    }

    @Test("who deployed a machine is the cause of all that this changed, and what MAAS did then has no line")
    func deployment() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(["maas_machine": [Self.machine("Ready", ["power_state": "off"])], "maas_event": []])
        let done = Self.machine("Deployed", ["power_state": "on", "owner": "admin", "zone": "az2"])
        try cloud.save([
            "maas_machine": [done],
            "maas_event": [
                Self.event(1, "Node", at: "10:01:10", "Started deploying 'node4'.", by: "admin"),
                Self.event(2, "Deploying", at: "10:01:10"), Self.event(3, "Powering on", at: "10:01:11"),
                Self.event(4, "Deployed", at: "10:01:50"),
            ],
        ])
        let cause = "deploy by admin: Started deploying 'node4'"
        let expected = ["power_state|\(cause)", "status|\(cause)", "owner|\(cause)", "zone|-"].map {
            "2|~|maas_machine|node4|\($0)"
        }
        #expect(Set(try lines(cloud)) == Set(expected))
        #expect(Set(try lines(cloud, "machine/node4")) == Set(expected))
        let answer = try cloud.ask(LogQuestion(resource: "machine/node4", since: SnapshotReference("#1")))
        #expect(
            answer.column("caused_by").contains("admin") && answer.column("caused_at").contains("2026-05-12T10:01:10Z"))
    }

    @Test("a poll in the middle: who began it before, then MAAS's own word that it ended")
    func middle() throws {
        let cloud = try PhysicalCloud()
        let audit = Self.event(1, "Node", at: "10:01:10", "Started deploying 'node4'.", by: "admin")
        let early = [audit, Self.event(2, "Deploying", at: "10:01:10"), Self.event(3, "Powering on", at: "10:01:12")]
        try cloud.save(["maas_machine": [Self.machine("Ready")], "maas_event": []])
        try cloud.save(["maas_machine": [Self.machine("Deploying")], "maas_event": early])
        let late = [
            Self.event(4, "Installing OS", at: "10:02:40"), Self.event(5, "Deployed", at: "10:02:50"),
            Self.event(6, "Powering off", at: "10:02:55"),
        ]
        try cloud.save(["maas_machine": [Self.machine("Deployed")], "maas_event": late])
        #expect(
            try lines(cloud) == [
                "3|~|maas_machine|node4|status|Deployed",
                "2|~|maas_machine|node4|status|deploy by admin: Started deploying 'node4'",
            ])
    }

    @Test("an event explains what it changes, and no more")
    func fields() throws {
        for (type, sentence, field, verb) in [
            ("Node", "Set the zone to 'az2' on 'node4'.", "zone", "set zone"),
            ("Node", "Set the resource pool to 'p' on 'node4'.", "pool", "set pool"),
            ("Node", "Tagging 'node4'.", "tags", "tag"), ("Node", "Locked 'node4'.", "locked", "lock"),
            ("Node", "Powered off 'node4'.", "power_state", "power off"),
            ("Node", "Marked 'node4' broken.", "error_description", "mark broken"),
            ("Node", "Started testing on 'node4'.", "testing_status", "test"),
        ] {
            let cloud = try PhysicalCloud()
            try cloud.save(["maas_machine": [Self.machine("Ready")], "maas_event": []])
            let value: Value = field == "tags" ? ["a"] : field == "locked" ? true : "new"
            try cloud.save([
                "maas_machine": [Self.machine("Ready", [field: value, "description": "by hand"])],
                "maas_event": [Self.event(1, type, at: "10:01:10", sentence, by: "ana")],
            ])
            let found = try cloud.ask(LogQuestion(since: SnapshotReference("#1"))).lines("field", "cause")
            let cause = "\(verb) by ana: \(sentence.dropLast())"
            #expect(Set(found) == ["\(field)|\(cause)", "description|-"], "\(found)")
        }
    }

    @Test("an audit that changed nothing is one line of its own; what MAAS did by itself is none")
    func alone() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(["maas_machine": [Self.machine("Ready")], "maas_event": []])
        try cloud.save([
            "maas_machine": [Self.machine("Ready")],
            "maas_event": [
                Self.event(1, "Node", at: "10:01:10", "Powered off 'node4'.", by: "admin"),
                Self.event(2, "Powering off", at: "10:01:10"),
                Self.event(3, "Node", at: "10:01:20", "Something of a later MAAS.", by: "admin"),
                Self.event(4, "Node", at: "10:01:30", "Powered on 'x'.", by: "admin", node: "other"),
            ],
        ])
        let own = [
            "2|+|maas_event|machine/node4|-|power off by admin: Powered off 'node4'",
            "2|+|maas_event|machine/node4|-|Node by admin: Something of a later MAAS",
        ]
        #expect(
            Set(try lines(cloud)) == Set(own + ["2|+|maas_event|machine/other|-|power on by admin: Powered on 'x'"]))
        #expect(Set(try lines(cloud, "machine/node4")) == Set(own))
        #expect(try cloud.ask(DiffQuestion(from: SnapshotReference("#1"))).rows.isEmpty)
        let events = try cloud.ask(DiffQuestion(from: SnapshotReference("#1"), kinds: ["maas-event"]))
        #expect(events.rows.count == 4)
    }

    @Test("a machine that is new, and one that somebody deleted")
    func lives() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(["maas_machine": [], "maas_event": []])
        try cloud.save(["maas_machine": [Self.machine("New")], "maas_event": [Self.event(1, "New", at: "10:01:10")]])
        try cloud.save([
            "maas_machine": [],
            "maas_event": [
                Self.event(2, "Powering off", at: "10:02:05"),
                Self.event(3, "Node", at: "10:02:10", "Deleted the 'machine' 'node4'.", by: "ana"),
            ],
        ])
        #expect(
            try lines(cloud) == [
                "3|-|maas_machine|node4|-|delete by ana: Deleted the 'machine' 'node4'", "2|+|maas_machine|node4|-|New",
            ])
    }

    @Test("an event of another time is no cause")
    func unrelated() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(["maas_machine": [Self.machine("Ready")], "maas_event": []])
        for _ in 0..<3 { try cloud.save(["maas_machine": [Self.machine("Ready")]]) }
        try cloud.save([
            "maas_machine": [Self.machine("Broken")], "maas_event": [Self.event(1, "Deployed", at: "10:01:30")],
        ])
        #expect(try lines(cloud) == ["5|~|maas_machine|node4|status|-"])
    }

    private static func unit(
        _ status: String, since: String, agent: String = "idle", agentSince: String? = nil, leader: Bool = false
    ) -> [String: Value] {
        PhysicalCloud.unit("vault/0", on: "0", agent: agent).merging([
            "workload_status": .text(status), "workload_since": .text("2026-05-12T\(since)Z"),
            "agent_since": Value(agentSince.map { "2026-05-12T\($0)Z" }), "leader": .bool(leader),
        ]) { $1 }
    }

    @Test("Juju's time of a status is told with that status, and that it moved alone is no change")
    func since() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(["juju_unit": [Self.unit("active", since: "09:00:00")]])
        try cloud.save(["juju_unit": [Self.unit("active", since: "10:01:30", agentSince: "10:01:40")]])
        #expect(try lines(cloud).isEmpty)
        try cloud.save([
            "juju_unit": [
                Self.unit("blocked", since: "10:02:10", agent: "failed", agentSince: "10:02:20", leader: true)
            ]
        ])
        #expect(
            Set(try lines(cloud)) == [
                "3|~|juju_unit|vault/0|workload_status|since 2026-05-12T10:02:10Z",
                "3|~|juju_unit|vault/0|agent_status|since 2026-05-12T10:02:20Z", "3|~|juju_unit|vault/0|leader|-",
            ])
    }

    @Test("the status log tells what a unit went through, and what no poll saw is one line each")
    func statusLog() throws {
        func entry(_ status: String, _ message: String?, at: String) -> [String: Value] {
            [
                "entity": "m/vault/0", "entity_kind": "unit", "type": "workload", "status": .text(status),
                "message": Value(message), "since": .text("2026-05-12T\(at)Z"),
            ]
        }
        let cloud = try PhysicalCloud()
        try cloud.save(["juju_unit": [Self.unit("active", since: "09:00:00")], "juju_status_log": []])
        try cloud.save([
            "juju_unit": [Self.unit("blocked", since: "10:01:30")],
            "juju_status_log": [
                entry("maintenance", "restarting", at: "10:01:20"), entry("blocked", "Unit is sealed", at: "10:01:30"),
            ],
        ])
        let change = "2|~|juju_unit|vault/0|workload_status|maintenance: restarting; blocked: Unit is sealed"
        #expect(try lines(cloud) == [change])
        try cloud.save([
            "juju_unit": [Self.unit("blocked", since: "10:02:40")],
            "juju_status_log": [entry("active", nil, at: "10:02:31"), entry("blocked", nil, at: "10:02:40")],
        ])
        let own = ["active", "blocked"].map { "3|+|juju_status_log|unit/vault/0|-|\($0)" }
        #expect(Set(try lines(cloud)) == Set(own + [change]))
        #expect(Set(try lines(cloud, "unit/vault/0")) == Set(own + [change]))
    }
}
