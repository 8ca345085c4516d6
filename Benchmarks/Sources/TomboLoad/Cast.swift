import TomboRecords

/// What servers are made of and whom they belong to.
struct Cast {
    private let projects: [String]
    private let users: [String]
    private let images: [String]
    private static let roles = ["web", "db", "api", "cache", "worker", "ci-runner", "k8s-node", "bastion"]

    static let flavors: [Server.Flavor] = [
        flavor("m1.tiny", 1, 512, 1), flavor("m1.small", 1, 2048, 20), flavor("m1.medium", 2, 4096, 40),
        flavor("m1.large", 4, 8192, 80), flavor("m1.xlarge", 8, 16384, 160), flavor("c2.large", 4, 4096, 40),
        flavor("r2.large", 2, 16384, 40),
        flavor(
            "p1.dedicated", 8, 32768, 80,
            [.init("hw:cpu_policy", "dedicated"), .init("hw:mem_page_size", "large")]),
    ]

    private static func flavor(
        _ name: String, _ vcpus: Int64, _ ramMiB: Int64, _ diskGiB: Int64, _ specs: [Value.Field] = []
    ) -> Server.Flavor {
        .init(name: name, vcpus: vcpus, ramMiB: ramMiB, diskGiB: diskGiB, extraSpecs: .object(specs))
    }

    init(servers: Int, dice: inout Dice) {
        projects = (0..<max(2, servers / 500)).map { _ in dice.identity() }
        users = (0..<max(3, servers / 250)).map { _ in dice.identity() }
        images = (0..<40).map { _ in dice.uuid() }
    }

    /// The server with that number; number 0 is called `lb`, for whoever looks for one.
    func server(_ number: Int, hosts: Int, dice: inout Dice) -> Server {
        let project = dice.pick(projects)
        let hour = dice.roll(24)
        let minute = dice.roll(60)
        let date = "2026-\(10 + dice.roll(3))-\(10 + dice.roll(18))T\(pair(hour)):\(pair(minute))"
        var addresses = [
            Server.Address(
                network: "net-" + project.prefix(8),
                address: "10.\(dice.roll(250)).\(dice.roll(250)).\(2 + dice.roll(250))", mac: mac(&dice), type: "fixed")
        ]
        if dice.chance(20) {
            addresses.append(
                Server.Address(
                    network: addresses[0].network, address: "203.0.\(dice.roll(250)).\(1 + dice.roll(250))",
                    mac: addresses[0].mac, type: "floating"))
        }
        let bootsFromVolume = dice.chance(30)
        return Server(
            id: dice.uuid(), name: number == 0 ? "lb" : "\(dice.pick(Self.roles))-\(number)", number: number,
            project: project, user: dice.pick(users), host: dice.roll(hosts), flavor: dice.pick(Self.flavors),
            image: bootsFromVolume ? nil : dice.pick(images), addresses: addresses,
            volumes: (0..<(bootsFromVolume ? 1 : 0) + (dice.chance(10) ? 1 : 0)).map { _ in dice.uuid() },
            metadata: dice.chance(25) ? [("role", "node"), ("owner", String(project.prefix(8)))] : [],
            created: date + ":07Z", launchedAt: date + ":31.000000")
    }

    private func pair(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private func mac(_ dice: inout Dice) -> String {
        "fa:16:3e" + (0..<3).map { _ in ":" + Dice.hexadecimal(UInt64(dice.roll(256)), 2) }.joined()
    }
}
