import TomboRecords

extension CheckRule {
    static let subnetAbsurd = CheckRule(
        "subnet-absurd", .warning, kind: "neutron_subnet",
        what: "The CIDR of a subnet cannot be what was meant.",
        why: "172.16.0.0/2 takes a quarter of the internet away; a gateway outside the subnet is never reached.",
        source: "RFC 4632; Neutron accepts them all.",
        remedy: "Make the subnet anew with the CIDR that was meant.",
        reads: ["neutron_subnet"]
    ) { bench in
        for row in try bench.rows("neutron_subnet", ["name", "cidr", "gateway_ip", "allocation_pools", "enable_dhcp"]) {
            guard let block = row["cidr"].text.flatMap(AddressBlock.init) else {
                bench.cannotJudge(bench.name(row), "its cidr is unknown")
                continue
            }
            guard let fault = fault(of: block, row) else { continue }
            bench.find(
                bench.name(row), "\(block.text) \(fault).",
                ["cidr": row["cidr"], "gateway_ip": row["gateway_ip"], "allocation_pools": row["allocation_pools"]])
        }
    }

    /// What is wrong with it, as the end of a sentence.
    private static func fault(of block: AddressBlock, _ row: TableRow) -> String? {
        if block.isVersion4, block.length < 8 { return "is larger than any network: private ranges begin at /8" }
        if !block.isVersion4, block.length < 32 { return "is larger than any network: sites have a /48" }
        if let never = AddressBlock.neverHosts.first(where: { $0.overlaps(block) }) {
            return "overlaps \(never.text), in which no host has an address"
        }
        if block.isVersion4, block.length > 30, row["enable_dhcp"] == true {
            return "has no room for a DHCP port and a server"
        }
        if let gateway = row["gateway_ip"].text, let address = AddressBlock(gateway), !block.contains(address),
            !gateway.lowercased().hasPrefix("fe80:")
        {
            return "does not have its gateway \(gateway)"
        }
        for pool in row["allocation_pools"].elements {
            for end in ["start", "end"] {
                guard let text = pool[end].text, let address = AddressBlock(text), !block.contains(address)
                else { continue }
                return "does not have \(text) of its allocation pool"
            }
        }
        return nil
    }
}
