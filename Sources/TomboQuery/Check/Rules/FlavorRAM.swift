import TomboRecords

extension CheckRule {
    static let flavorRAM = CheckRule(
        "flavor-ram-odd", .warning, kind: "nova_flavor",
        what: "The RAM of a flavor is no multiple of 256 MiB.",
        why: "`--ram` counts MiB: 1000 is not 1 GiB, and --ram 1 is one MiB. Most such flavors are mistyped.",
        source: "Nova: flavor `ram` is in MiB; the lab's flavors are 1024 to 8192.",
        remedy: "Make a flavor of the right size and delete this one; servers keep what they were made with."
    ) { bench in
        for row in try bench.rows("nova_flavor", ["name", "ram_mib"]) {
            guard let ram = row["ram_mib"].integer, ram % 256 != 0 else { continue }
            let near = max(256, (ram + 128) / 256 * 256)
            bench.find(
                bench.name(row), "The flavor has \(ram) MiB of RAM, no multiple of 256; perhaps \(near) was meant.",
                ["ram_mib": row["ram_mib"]])
        }
    }
}
