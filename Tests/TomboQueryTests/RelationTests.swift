import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@testable import TomboStore

@Suite("Relations")
struct RelationTests {
    /// `relation direction other`, with what it goes over in front.
    private func lines(_ answer: Answer) -> [String] {
        (answer.column("relations").first ?? .null).elements.map { line in
            let over = line["via"]["key"].text.map { "\($0): " } ?? ""
            let end = line["name"].text ?? line["key"].text ?? "+\(line["more"].json)"
            let state = line["state"] == "present" ? "" : " (\(line["state"].text ?? "-"))"
            return "\(over)\(line["relation"].text ?? "-") \(line["direction"].text ?? "-") \(end)\(state)"
        }
    }

    private func relations(_ resource: String, in cloud: WholeCloud, at: String = "latest") throws -> [String] {
        lines(try cloud.ask(ShowQuestion(resource: resource), at: at))
    }

    @Test("of a server: what it is made of, its ports and what they lead to, its volume")
    func server() throws {
        let cloud = try WholeCloud()
        try cloud.save()
        let found = try relations("server/lb", in: cloud)
        for line in [
            "nova_server.project_id out user1", "nova_server.user_id out ana", "nova_server.host out node1",
            "nova_server.hypervisor_hostname out node1.maas", "nova_server.flavor_name out m1.tiny",
            "nova_server.image_id out cirros", "nova_server.volumes_attached out data",
            "nova_server_group.members in apart", "neutron_port.device_id in port-lb",
            "port-lb: neutron_port.network_id out inside", "port-lb: neutron_port.fixed_ips out inside4",
            "port-lb: neutron_port.security_groups out default", "port-lb: neutron_floatingip.port_id in 172.16.0.77",
            "cinder_attachment.server_id in att1", "placement_allocation.consumer in lb",
        ] {
            #expect(found.contains(line), "\(line) is not among \(found)")
        }
        #expect(!found.contains { $0.contains("port-api") || $0.contains("port-in") }, "a router's port is no server's")
        #expect(!found.contains { $0.contains("port-lb: neutron_port.project_id") }, "said of the server already")
        #expect(!found.contains { $0.hasSuffix(")") }, "nothing dangles")
        let over = try #require(found.firstIndex { $0.hasPrefix("port-lb: ") })
        #expect(found[over - 1] == "neutron_port.device_id in port-lb", "what a port leads to follows it")
    }

    @Test("lead from a floating IP and from a volume to the server")
    func towardsServer() throws {
        let cloud = try WholeCloud()
        try cloud.save()
        let address = try relations("floating-ip/172.16.0.77", in: cloud)
        #expect(address.contains("neutron_floatingip.port_id out port-lb"))
        #expect(address.contains("port-lb: neutron_port.device_id out lb"))
        #expect(address.contains("neutron_floatingip.router_id out gate"))
        let volume = try relations("volume/data", in: cloud)
        #expect(volume.contains("nova_server.volumes_attached in lb"))
        #expect(volume.contains("cinder_attachment.volume_id in att1"))
    }

    @Test("lead from a router to its subnets and to the host of its gateway")
    func router() throws {
        let cloud = try WholeCloud()
        try cloud.save()
        let found = try relations("router/gate", in: cloud)
        #expect(found.contains("port-in: neutron_port.fixed_ips out inside4"))
        #expect(found.contains("neutron_router.external_addresses out outside4"), "and so not said of the port again")
        #expect(found.contains("port-gw: neutron_port.binding_host_id out node2"))
        #expect(
            !found.contains { $0.contains("port-in: neutron_port.binding_host_id") }, "an empty text points nowhere")
    }

    @Test("work both ways over columns that are no keys")
    func byColumn() throws {
        let cloud = try WholeCloud()
        try cloud.save()
        #expect(try relations("hypervisor/node1", in: cloud).contains("nova_hypervisor.uuid out node1.maas"))
        #expect(try relations("provider/node1.maas", in: cloud).contains("nova_hypervisor.uuid in node1.maas"))
        #expect(
            try relations("flavor/m1.tiny", in: cloud).filter { $0.hasPrefix("nova_server.flavor_name") }.count == 2)
        #expect(
            try relations("subnet/inside4", in: cloud).filter { $0.hasPrefix("neutron_port.fixed_ips in") }.count == 3)
    }

    @Test("that dangle are missing after a whole listing, and not observed else")
    func dangling() throws {
        let cloud = try WholeCloud()
        try cloud.save()
        #expect(try relations("server/api", in: cloud).contains("nova_server.image_id out img-gone (missing)"))
        try cloud.save(failing: ["glance_image"])
        let answer = try cloud.ask(ShowQuestion(resource: "server/api"))
        #expect(lines(answer).contains("nova_server.image_id out img-gone (not_observed)"))
        #expect(answer.gaps.map(\.kind) == ["glance_image"])
        #expect(try cloud.ask(ShowQuestion(resource: "volume/data")).isComplete, "nobody asked Glance about a volume")
    }

    @Test("show the moment that is asked about")
    func timeTravel() throws {
        let cloud = try WholeCloud()
        try cloud.save(label: "with")
        cloud.rows["neutron_floatingip"] = []
        cloud.rows["cinder_volume"]?[0]["name"] = "renamed"
        try cloud.save(label: "without")
        #expect(try relations("server/lb", in: cloud, at: "with").contains { $0.hasSuffix("172.16.0.77") })
        #expect(try relations("server/lb", in: cloud, at: "with").contains("nova_server.volumes_attached out data"))
        #expect(try !relations("server/lb", in: cloud).contains { $0.hasSuffix("172.16.0.77") })
        #expect(try relations("server/lb", in: cloud).contains("nova_server.volumes_attached out renamed"))
    }

    @Test("are bounded, and the rest is counted, never cut unsaid")
    func bounded() throws {
        let cloud = try WholeCloud()
        cloud.rows["nova_server"] = (1...137).map { WholeCloud.server("s\($0)", image: "img1", volumes: []) }
        try cloud.save()
        let found = try relations("image/cirros", in: cloud)
        #expect(found.count == 101 && found.last == "nova_server.image_id in +37 (more)")
        let related = try cloud.ask(ShowQuestion(resource: "image/cirros")).column("related").first?.elements
        #expect(related?.last?["resource"] == "and 37 more")
    }

    @Test(
        "are found backwards by an index where many things point", .enabled(if: WholeCloudKinds.isReal),
        arguments: [
            "nova_server.hypervisor_hostname", "neutron_port.device_id", "neutron_port.network_id",
            "neutron_floatingip.port_id", "neutron_security_group_rule.security_group_id", "neutron_subnet.network_id",
            "cinder_attachment.server_id", "cinder_attachment.volume_id", "placement_allocation.consumer",
            "placement_allocation.resource_provider", "nova_migration.instance_uuid",
        ])
    func plans(relation: String) throws {
        let cloud = try WholeCloud()
        try cloud.save()
        let parts = relation.split(separator: ".")
        let plan = try cloud.ask(
            SQLQuestion(
                sql: """
                    EXPLAIN QUERY PLAN SELECT resource_id FROM \(parts[0])
                    WHERE "\(parts[1])" IN (SELECT value FROM json_each('["x"]')) AND cloud = 'lab'
                    """)
        ).rows.compactMap { $0.last?.text }
        #expect(plan.contains { $0.hasPrefix("SEARCH h USING") && $0.contains("(\(parts[1])=?)") }, "\(plan)")
    }

    @Test("are the same at every asking")
    func stable() throws {
        let cloud = try WholeCloud()
        try cloud.save()
        let first = try cloud.ask(ShowQuestion(resource: "router/gate")).rows
        for _ in 1...5 { #expect(try cloud.ask(ShowQuestion(resource: "router/gate")).rows == first) }
    }

    @Test("stay in the cloud of the resource")
    func clouds() throws {
        let cloud = try WholeCloud()
        try cloud.save()
        let rows = try cloud.specs.map { spec in
            try TomboRecords.Collection(
                source: "openstack", spec: spec, result: .complete(cloud.listing(spec)))
        }
        _ = try cloud.store.save(
            Round(
                cloud: "other", label: nil, startedAt: cloud.clock, finishedAt: cloud.clock.advanced(bySeconds: 9),
                collections: rows))
        let answer = try Archive(path: cloud.store.path, specs: cloud.specs, cloud: "lab", clock: LabCloud.clock)
            .answer(ShowQuestion(resource: "server/lb"))
        #expect(lines(answer).filter { $0 == "neutron_port.device_id in port-lb" }.count == 1)
    }
}
