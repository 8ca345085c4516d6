import Testing
import TomboRecords
import TomboTestKit

@testable import TomboQuery

/// The first snapshot is of 10:01:00, each next one a minute later.
@Suite("Why something changed")
struct CauseTests {
    private static let user: [String: Value] = ["id": "u1", "name": "ana"]

    private static func server(_ status: String, _ more: [String: Value] = [:]) -> [String: Value] {
        ["id": "s1", "name": "lb", "status": .text(status), "hypervisor_hostname": "node1.maas"].merging(more) { $1 }
    }

    private static func action(_ name: String, _ request: String, at: String, _ more: [String: Value] = [:])
        -> [String: Value]
    {
        [
            "instance_uuid": "s1", "request_id": .text(request), "action": .text(name), "user_id": "u1",
            "start_time": .text("2026-05-12T\(at)Z"),
        ].merging(more) { $1 }
    }

    private static func round(
        _ servers: [[String: Value]], _ actions: [[String: Value]] = [], _ more: [String: [[String: Value]]] = [:]
    ) -> [String: [[String: Value]]] {
        [
            "nova_server": servers, "nova_instance_action": actions, "nova_migration": [], "nova_deleted_server": [],
            "keystone_user": [user],
        ].merging(more) { $1 }
    }

    private func lines(_ cloud: PhysicalCloud, _ resource: String? = nil) throws -> [String] {
        try cloud.ask(LogQuestion(resource: resource, since: SnapshotReference("#1")))
            .lines("snapshot", "change", "kind", "name", "field", "cause")
    }

    @Test("an action is the cause of what it changed, with who asked and the request, and has no line of its own")
    func action() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(Self.round([Self.server("ACTIVE")]))
        try cloud.save(Self.round([Self.server("SHUTOFF")], [Self.action("stop", "req-1", at: "10:01:30")]))
        let expected = ["2|~|nova_server|lb|status|stop by ana, req-1"]
        #expect(try lines(cloud) == expected)
        #expect(try lines(cloud, "server/lb") == expected)
        let answer = try cloud.ask(LogQuestion(resource: "server/lb", since: SnapshotReference("#1")))
        #expect(answer.column("caused_at") == ["2026-05-12T10:01:30Z"] && answer.column("caused_by") == ["ana"])
        let blame = try cloud.ask(BlameQuestion(resource: "server/lb"))
        #expect(blame.lines("field", "cause").contains("status|stop by ana, req-1"))
    }

    @Test("an attached and a detached volume have their actions as causes", arguments: [true, false])
    func volume(isAttached: Bool) throws {
        let cloud = try PhysicalCloud()
        let (with, without): ([String: Value], [String: Value]) = (
            ["volumes_attached": ["v1"]], ["volumes_attached": .list([])]
        )
        try cloud.save(Self.round([Self.server("ACTIVE", isAttached ? without : with)]))
        let name = isAttached ? "attach_volume" : "detach_volume"
        try cloud.save(
            Self.round(
                [Self.server("ACTIVE", isAttached ? with : without)], [Self.action(name, "req-1", at: "10:01:30")]))
        #expect(try lines(cloud) == ["2|~|nova_server|lb|volumes_attached|\(name) by ana, req-1"])
    }

    @Test("an action that changed nothing is one line of its own, of the server")
    func restart() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(Self.round([Self.server("ACTIVE")]))
        try cloud.save(Self.round([Self.server("ACTIVE")], [Self.action("reboot", "req-1", at: "10:01:30")]))
        let expected = ["2|+|nova_instance_action|server/lb|-|reboot by ana, req-1"]
        #expect(try lines(cloud) == expected)
        #expect(try lines(cloud, "server/lb") == expected)
        #expect(try cloud.ask(DiffQuestion(from: SnapshotReference("#1"))).rows.isEmpty)
        #expect(
            try cloud.ask(DiffQuestion(from: SnapshotReference("#1"), kinds: ["instance-action"])).rows.count == 1)
    }

    @Test("an action that is listed a round after the change that it made is told with it")
    func late() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(Self.round([Self.server("ACTIVE")]))
        try cloud.save(Self.round([Self.server("SHUTOFF")]))
        try cloud.save(Self.round([Self.server("SHUTOFF")], [Self.action("stop", "req-1", at: "10:01:59")]))
        #expect(try lines(cloud) == ["2|~|nova_server|lb|status|stop by ana, req-1"])
    }

    @Test("an action of another time, or one that does not touch the field, is no cause")
    func unrelated() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(Self.round([Self.server("ACTIVE")]))
        for _ in 0..<3 { try cloud.save(Self.round([Self.server("ACTIVE")])) }
        let actions = [Self.action("lock", "req-1", at: "10:04:30"), Self.action("pause", "req-2", at: "10:01:30")]
        try cloud.save(Self.round([Self.server("ERROR")], actions))
        let found = try lines(cloud)
        #expect(found.contains("5|~|nova_server|lb|status|-"))
        #expect(found.count == 3, "the two actions are told on their own: \(found)")
    }

    @Test("two actions between two snapshots are both told, in their order")
    func several() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(Self.round([Self.server("ACTIVE")]))
        let actions = [Self.action("stop", "req-1", at: "10:01:20"), Self.action("rescue", "req-2", at: "10:01:40")]
        try cloud.save(Self.round([Self.server("RESCUE")], actions))
        #expect(try lines(cloud) == ["2|~|nova_server|lb|status|stop by ana, req-1; rescue by ana, req-2"])
    }

    @Test("a server that goes: who deleted it, and Nova's own word of it has no second line")
    func deletion() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(Self.round([Self.server("ACTIVE")]))
        let deleted: [String: Value] = [
            "id": "s1", "name": "lb", "project_id": "p1", "terminated_at": "2026-05-12T10:01:32Z",
        ]
        try cloud.save(
            Self.round([], [Self.action("delete", "req-1", at: "10:01:30")], ["nova_deleted_server": [deleted]]))
        #expect(try lines(cloud) == ["2|-|nova_server|lb|-|delete by ana, req-1"])
    }

    @Test("one that lived between two snapshots is told by Nova's word of it and its actions")
    func passing() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(Self.round([]))
        let deleted: [String: Value] = ["id": "s1", "name": "temp", "project_id": "p1"]
        let actions = [Self.action("create", "req-1", at: "10:01:10"), Self.action("delete", "req-2", at: "10:01:30")]
        try cloud.save(Self.round([], actions, ["nova_deleted_server": [deleted]]))
        #expect(
            try lines(cloud) == [
                "2|+|nova_deleted_server|temp|-|-", "2|+|nova_instance_action|server/temp|-|create by ana, req-1",
                "2|+|nova_instance_action|server/temp|-|delete by ana, req-2",
            ])
    }

    @Test("a move says from where to where, and the migration has no line of its own")
    func move() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(Self.round([Self.server("ACTIVE")]))
        let migration: [String: Value] = [
            "uuid": "m1", "instance_uuid": "s1", "migration_type": "live-migration", "status": "completed",
            "source_compute": "node1.maas", "dest_compute": "node2.maas", "created_at": "2026-05-12T10:01:31Z",
            "user_id": "u1",
        ]
        try cloud.save(
            Self.round(
                [Self.server("ACTIVE", ["hypervisor_hostname": "node2.maas"])],
                [Self.action("live-migration", "req-1", at: "10:01:30")], ["nova_migration": [migration]]))
        let way = "from node1.maas to node2.maas (completed)"
        #expect(
            try lines(cloud) == [
                "2|~|nova_server|lb|hypervisor_hostname|live-migration by ana, req-1, \(way)"
            ])
        let before = try PhysicalCloud()
        try before.save(Self.round([Self.server("ACTIVE")]))
        try before.save(
            Self.round(
                [Self.server("ACTIVE", ["hypervisor_hostname": "node2.maas"])], [], ["nova_migration": [migration]]))
        #expect(try lines(before) == ["2|~|nova_server|lb|hypervisor_hostname|live-migration by ana, \(way)"])
    }

    @Test("what the first listing of actions brings is no news")
    func firstSight() throws {
        let cloud = try PhysicalCloud()
        try cloud.save(Self.round([Self.server("ACTIVE")], [Self.action("create", "req-0", at: "09:00:00")]))
        let found = try cloud.ask(LogQuestion(kinds: ["instance-action"])).lines("change", "old", "new")
        #expect(found == ["?|-|1 first seen; since when they are there is not known"])
    }

    @Test("the source's own time of a change is told with it; that it moved alone is no change")
    func stamps() throws {
        func router(_ network: Value, _ updated: String) -> [String: Value] {
            ["id": "r1", "name": "out", "external_network_id": network, "updated_at": .text("2026-05-12T\(updated)Z")]
        }
        let cloud = try PhysicalCloud()
        try cloud.save(["neutron_router": [router("n1", "09:00:00")]])
        try cloud.save(["neutron_router": [router("n1", "10:01:10")]])
        try cloud.save(["neutron_router": [router(.null, "10:02:20")]])
        let diff = try cloud.ask(DiffQuestion(from: SnapshotReference("#1")))
        #expect(diff.lines("change", "field") == ["~|external_network_id"])
        #expect(
            try lines(cloud) == ["3|~|neutron_router|out|external_network_id|updated 2026-05-12T10:02:20Z"])
        #expect(try cloud.ask(BlameQuestion(resource: "router/out")).column("field").contains("updated_at") == false)
    }
}
