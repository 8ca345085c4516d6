import TomboRecords

extension CheckRule {
    static let publicAddressInside = CheckRule(
        "public-address-inside", .warning, kind: "neutron_subnet",
        what: "A network inside uses addresses that belong to somebody on the internet.",
        why: "Its servers never reach the real owners of these addresses; 192.169.0.0/24 looks private and is not.",
        source: "RFC 1918 (10/8, 172.16/12, 192.168/16), RFC 6598 (100.64/10), RFC 4193 (fc00::/7).",
        remedy: "Make the subnet anew in a private range; a subnet's CIDR cannot be changed.",
        reads: ["neutron_subnet", "neutron_network"],
        settings: [.init(name: "allow", standard: [], what: "CIDRs that are yours, or meant to be so.")]
    ) { bench in
        let networks = Dictionary(
            try bench.rows("neutron_network", ["name", "external", "physical_network"]).map { ($0.key, $0) }
        ) { first, _ in first }
        let allowed = bench.words("allow").compactMap(AddressBlock.init)
        for row in try bench.rows("neutron_subnet", ["name", "cidr", "network_id"]) {
            guard let network = row["network_id"].text.flatMap({ networks[$0] }) else {
                bench.cannotJudge(bench.name(row), "its network is not known")
                continue
            }
            guard let block = row["cidr"].text.flatMap(AddressBlock.init) else {
                bench.cannotJudge(bench.name(row), "its cidr is unknown")
                continue
            }
            // What leads outside, or is a network of the building, may have addresses of its own there.
            guard network["external"] == false, network["physical_network"].isNull else {
                if network["external"].isNull {
                    bench.cannotJudge(bench.name(row), "whether its network is external is unknown")
                }
                continue
            }
            if AddressBlock.inside.contains(where: { $0.contains(block) }) { continue }
            if allowed.contains(where: { $0.contains(block) }) { continue }
            bench.find(
                bench.name(row),
                "\(block.text) of \(bench.name(network)) is public address space\(hint(block)).",
                ["cidr": row["cidr"], "network": network["name"], "id": .text(row.key)])
        }
    }

    private static func hint(_ block: AddressBlock) -> String {
        block.text.hasPrefix("192.16") ? "; the private range is 192.168.0.0/16" : ""
    }
}
