import Testing
import TomboTestKit

@testable import TomboQuery

@Suite("The join of the layers")
struct HostJoinTests {
    private func member(
        _ kind: HostMember.Kind, _ key: String, instance: String? = nil, names: [String?] = [],
        addresses: [String] = [], macs: [String] = []
    ) -> HostMember {
        HostMember(
            kind: kind, key: key, name: names.first.flatMap(\.self) ?? key, reference: "\(kind.rawValue)/\(key)",
            identifiers: HostRule.identifiers(instance: instance, names: names, addresses: addresses, macs: macs))
    }

    private func maas(_ id: String, _ fqdn: String, addresses: [String] = [], macs: [String] = []) -> HostMember {
        member(.maas, id, instance: id, names: [fqdn], addresses: addresses, macs: macs)
    }

    /// `maas_machine/4y3h7n=juju_machine/openstack/1`, one line a host.
    private func told(_ layers: [[HostMember]]) -> [String] {
        HostJoin(layers).hosts.map { host in
            HostMember.Kind.allCases.compactMap { host[$0]?.reference }.joined(separator: "=")
                + (host.doubt.map { " (\($0.rule.name)? \($0.candidates.joined(separator: " ")))" } ?? "")
        }.sorted()
    }

    @Test("follows instance-id before any name")
    func instance() {
        let machines = [maas("aaa", "node1.maas"), maas("bbb", "node2.maas")]
        // Somebody renamed both in Juju's eyes: the ids still say which is which.
        let juju = [
            member(.juju, "openstack/0", instance: "bbb", names: ["node1.maas"]),
            member(.juju, "openstack/1", instance: "aaa", names: ["node2.maas"]),
        ]
        #expect(
            told([machines, juju]) == [
                "maas_machine/aaa=juju_machine/openstack/1", "maas_machine/bbb=juju_machine/openstack/0",
            ])
    }

    @Test("goes from FQDN to short name to address to MAC", arguments: HostRule.allCases.dropFirst())
    func rules(rule: HostRule) {
        let machine = maas("aaa", "node1.maas", addresses: ["10.0.0.1"], macs: ["00:16:3E:00:00:01"])
        let other: HostMember =
            switch rule {
            case .instance, .fqdn: member(.nova, "h", names: ["NODE1.maas."])
            case .shortName: member(.nova, "h", names: ["node1"])
            case .address: member(.nova, "h", names: ["compute-7"], addresses: ["10.0.0.1"])
            case .mac: member(.nova, "h", names: ["compute-7"], macs: ["00:16:3e:00:00:01"])
            }
        let hosts = HostJoin([[machine], [other]]).hosts
        #expect(hosts.count == 1 && hosts[0].links.map(\.rule) == [rule])
    }

    @Test("picks nobody where two fit, whichever side they are on")
    func ambiguous() {
        let machines = [maas("aaa", "node1.maas"), maas("bbb", "node1.lab")]
        #expect(
            told([machines, [member(.ceph, "node1", names: ["node1"])]]) == [
                "ceph_host/node1 (short name? maas_machine/aaa maas_machine/bbb)", "maas_machine/aaa",
                "maas_machine/bbb",
            ])
        let two = [member(.nova, "node1.a", names: ["node1.a"]), member(.nova, "node1.b", names: ["node1.b"])]
        #expect(
            told([[maas("aaa", "node1.maas")], two]) == [
                "maas_machine/aaa", "nova_hypervisor/node1.a (short name? maas_machine/aaa)",
                "nova_hypervisor/node1.b (short name? maas_machine/aaa)",
            ])
    }

    @Test("does not let a weaker rule undo a doubt")
    func doubtStands() {
        let machines = [
            maas("aaa", "node1.maas", addresses: ["10.0.0.1"]), maas("bbb", "node1.lab", addresses: ["10.0.0.2"]),
        ]
        let ceph = member(.ceph, "node1", names: ["node1"], addresses: ["10.0.0.2"])
        #expect(HostJoin([machines, [ceph]]).hosts.filter { $0.doubt != nil }.count == 1)
    }

    @Test("makes nothing of an address that several have, or that each has for itself")
    func sharedAddresses() {
        let machines = [
            maas("aaa", "node1.maas", addresses: ["192.168.122.1", "127.0.0.1"]),
            maas("bbb", "node2.maas", addresses: ["192.168.122.1"]),
        ]
        let nova = [
            member(.nova, "x", names: ["x"], addresses: ["192.168.122.1"]),
            member(.nova, "y", names: ["y"], addresses: ["127.0.0.1"]),
        ]
        #expect(
            told([machines, nova]) == [
                "maas_machine/aaa", "maas_machine/bbb", "nova_hypervisor/x", "nova_hypervisor/y",
            ])
    }

    @Test("keeps a host that one layer alone knows, and drops a provider that is none")
    func alone() {
        let providers = [
            member(.placement, "node1.maas", names: ["node1.maas"]), member(.placement, "pool", names: ["pool"]),
        ]
        #expect(
            told([[maas("aaa", "node1.maas"), maas("ccc", "spare.maas")], providers]) == [
                "maas_machine/aaa=placement_resource_provider/node1.maas", "maas_machine/ccc",
            ])
    }

    @Test("takes what Juju has for a name where it has none as an address")
    func addressForName() {
        let machines = [maas("aaa", "node1.maas", addresses: ["10.0.0.1"]), maas("bbb", "10.maas")]
        let juju = member(.juju, "m/0", names: ["10.0.0.1"])
        #expect(told([machines, [juju]]) == ["maas_machine/aaa=juju_machine/m/0", "maas_machine/bbb"])
    }

    @Test("does not depend on the order of the rows", arguments: Seed.some)
    func order(seed: Seed) {
        var random = seed
        let names = ["a", "b", "c"].flatMap { ["\($0).x", "\($0).y", $0] }
        let layers = HostMember.Kind.allCases.map { kind in
            (0..<4).map { number in
                member(
                    kind, "\(number)", instance: kind == .maas || kind == .juju ? "\(number % 3)" : nil,
                    names: [names.randomElement(using: &random)],
                    addresses: ["10.0.0.\(Int.random(in: 1...4, using: &random))"])
            }
        }
        let shuffled = layers.map { $0.shuffled(using: &random) }
        #expect(told(layers) == told(shuffled), "\(seed)")
    }
}
