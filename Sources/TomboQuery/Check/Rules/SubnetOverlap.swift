import TomboRecords

extension CheckRule {
    static let subnetOverlap = CheckRule(
        "subnet-overlap", .warning, kind: "neutron_subnet",
        what: "Two subnets that meet have addresses in common.",
        why: "A router cannot tell them apart, and neither can a server that wants to reach the other one.",
        source:
            "RFC 4632; Neutron refuses it within one network, not across a router or towards the machines' own networks.",
        remedy: "Make one of them anew in another range.",
        reads: ["neutron_subnet", "neutron_network", "neutron_port", "neutron_router"], alsoReads: ["maas_subnet"]
    ) { bench in
        let map = try RoutedSubnets(bench)
        for subnet in map.subnets where !map.isExternal(subnet) {
            for other in map.subnets where map.meet(subnet, other) && subnet.block.overlaps(other.block) {
                // Of two inside, each would be said twice.
                if !map.isExternal(other), subnet.name >= other.name { continue }
                bench.find(
                    subnet.name,
                    "\(subnet.block.text) overlaps \(other.block.text) of \(other.name), behind the same router.",
                    [
                        "cidr": .text(subnet.block.text), "other": .text(other.name),
                        "other_cidr": .text(other.block.text),
                    ])
            }
            for row in try bench.rows("maas_subnet", ["name", "cidr"]) {
                guard let block = row["cidr"].text.flatMap(AddressBlock.init), block.overlaps(subnet.block),
                    map.isRouted(subnet)
                else { continue }
                bench.find(
                    subnet.name,
                    "\(subnet.block.text) overlaps \(block.text) of the machines (MAAS: \(bench.name(row))).",
                    ["cidr": .text(subnet.block.text), "maas_cidr": .text(block.text)])
            }
        }
        for name in map.unknown { bench.cannotJudge(name, "its cidr is unknown") }
    }
}
