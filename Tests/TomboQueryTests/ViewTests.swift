import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@testable import TomboStore

@Suite("The views")
struct ViewTests {
    private func saved() throws -> WholeCloud {
        let cloud = try WholeCloud()
        try cloud.save(label: "first")
        return cloud
    }

    private func ask(_ cloud: WholeCloud, _ sql: String, at reference: String = "latest") throws -> Answer {
        try cloud.ask(SQLQuestion(sql: sql), at: reference)
    }

    @Test("server_address takes the ports' word, with floating IPs, and has no row for a server without ports")
    func serverAddress() throws {
        let cloud = try saved()
        cloud.rows["nova_server"]?.append(WholeCloud.server("lonely", image: "img1", volumes: []))
        cloud.rows["neutron_port"]?[1]["fixed_ips"] = [
            .object([.init("ip_address", "2001:db8::6"), .init("subnet_id", "sub1")])
        ]
        try cloud.save(label: "second")
        let sql =
            "SELECT server, network, subnet, fixed_ip, floating_ip, mac, port_id, version FROM server_address"
            + " ORDER BY 1"
        #expect(
            try ask(cloud, sql).rows == [
                ["api", "inside", "inside4", "2001:db8::6", .null, "fa:16:3e:00:00:01", "port-api", 6],
                ["lb", "inside", "inside4", "192.168.0.5", "172.16.0.77", "fa:16:3e:00:00:01", "port-lb", 4],
            ])
        #expect(try ask(cloud, sql, at: "first").lines("server", "fixed_ip").first == "api|192.168.0.6")
    }

    @Test("server_address keeps a port that has no address, and one whose server nobody has seen")
    func unknownServer() throws {
        let cloud = try saved()
        cloud.rows["neutron_port"]?.append(
            WholeCloud.port("p9", "compute:nova", "ghost", "192.168.0.9", "sub1", host: ""))
        cloud.rows["neutron_port"]?[0]["fixed_ips"] = []
        try cloud.save()
        let sql = "SELECT server_id, server, fixed_ip, version FROM server_address ORDER BY 1"
        #expect(
            try ask(cloud, sql).rows == [
                ["api", "api", "192.168.0.6", 4], ["ghost", .null, "192.168.0.9", 4], ["lb", "lb", .null, .null],
            ])
    }

    @Test("router_address tells the gateway and its host from the interfaces")
    func routerAddress() throws {
        let cloud = try saved()
        cloud.rows["neutron_port"]?[3]["binding_host_id"] = "node1"
        try cloud.save()
        let sql = "SELECT router, network, subnet, address, kind, host FROM router_address ORDER BY kind"
        #expect(
            try ask(cloud, sql).rows == [
                ["gate", "outside", "outside4", "172.16.0.9", "gateway", "node1"],
                ["gate", "inside", "inside4", "192.168.0.1", "interface", .null],
            ])
        #expect(
            try ask(cloud, sql, at: "first").lines("host") == ["node2", "-"], "the gateway was on another host then")
    }

    @Test("allocation_owner names servers and migrations, and leaves open what it cannot know")
    func allocationOwner() throws {
        let cloud = try saved()
        let sql = "SELECT consumer, owner, server FROM allocation_owner ORDER BY 1"
        #expect(
            try ask(cloud, sql).rows == [
                ["api", "server", "api"], ["lb", "server", "lb"], ["m1", "migration", "api"], ["nobody", .null, .null],
            ])
        try cloud.save(failing: ["nova_server"])
        #expect(try ask(cloud, sql).gaps.map(\.kind) == ["nova_server"], "so nobody takes `nobody` for an orphan")
    }

    @Test("bring the gaps of the kinds they are made of to an answer", arguments: ViewSpec.all.map(\.name))
    func gaps(view: String) throws {
        let cloud = try saved()
        let spec = try #require(ViewSpec.called(view))
        #expect(try ask(cloud, "SELECT * FROM \(view)").isComplete)
        for kind in spec.kinds {
            try cloud.save(failing: [kind])
            #expect(try ask(cloud, "SELECT count(*) FROM \(view.uppercased())").gaps.map(\.kind) == [kind])
        }
    }

    @Test(
        "have the columns that they declare, and speak of the kinds that they declare",
        arguments: ViewSpec.all.map(\.name))
    func declared(view: String) throws {
        let cloud = try saved()
        let spec = try #require(ViewSpec.called(view))
        #expect(
            try ask(cloud, "SELECT name FROM pragma_table_info('\(view)')").column("name").map(\.text)
                == spec.columns.map(\.name))
        let sql = try ask(cloud, "SELECT sql FROM sqlite_master WHERE name = '\(view)'").column("sql")[0].text ?? ""
        let words = Set(sql.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
        #expect(Set(cloud.specs.map(\.kind).filter(words.contains)) == Set(spec.kinds))
        #expect(!words.contains { $0.hasSuffix("_history") }, "time travel shadows the kinds' views")
        for example in spec.examples { _ = try ask(cloud, example.sql) }
    }

    @Test(
        "read no more than they must when one resource is asked for",
        arguments: [
            "SELECT * FROM server_address WHERE server_id = 'lb'",
            "SELECT * FROM router_address WHERE router_id = 'r1'",
            "SELECT * FROM allocation_owner WHERE consumer = 'lb'",
        ])
    func plans(query: String) throws {
        let cloud = try saved()
        let plan = try ask(cloud, "EXPLAIN QUERY PLAN \(query)").rows.compactMap { $0.last?.text }
        let scans = plan.filter { $0.hasPrefix("SCAN") && !$0.contains("VIRTUAL TABLE") }
        // The tables that stand in for kinds to come have no index on what is asked for.
        #expect(!WholeCloudKinds.isReal || scans.isEmpty, "\(plan)")
        #expect(!plan.contains { $0.contains("resource") && $0.hasPrefix("SCAN") }, "\(plan)")
    }
}
