public import TomboRecords

/// A generated cloud of a stated size that changes as a cloud does.
///
/// The same size always gives the same cloud and the same history.
public struct Fleet {
    public let cloud = "bench"
    private let serverMaker = RowMaker("nova_server")
    private let hosts: Hosts
    private let cast: Cast
    private(set) var servers: [Server] = []
    private var rows: [RecordRow] = []
    private var loads: [Hosts.Load]
    private var dice: Dice
    /// Of its own, so that how often the cloud is polled does not decide what happens in it.
    private var diskDice = Dice(7)
    private var born: Int
    private var clock = Instant(milliseconds: 1_767_225_600_000)
    private var diskFree: Int64 = 12_000

    public init(servers count: Int, hosts hostCount: Int? = nil) throws {
        let hostCount = hostCount ?? max(6, count / 100)
        dice = Dice(UInt64(count) &* 31 &+ UInt64(hostCount))
        cast = Cast(servers: count, dice: &dice)
        hosts = Hosts(hostCount, dice: &dice)
        loads = Array(repeating: Hosts.Load(), count: hostCount)
        born = count
        servers.reserveCapacity(count)
        rows.reserveCapacity(count)
        for number in 0..<count {
            let server = cast.server(number, hosts: hostCount, dice: &dice)
            loads[server.host].add(server.flavor)
            servers.append(server)
            rows.append(try server.row(serverMaker))
        }
    }

    public var serverCount: Int { rows.count }

    /// So many servers move, stop, start, go or come: of ten changes six move
    /// one, three stop or start one, and one replaces one by another.
    public mutating func change(_ count: Int) throws {
        // Each server once, so that a poll with 100 changes has 100; number 0 stays, as others look for it.
        var chosen: Set<Int> = []
        while chosen.count < count { chosen.insert(1 + dice.roll(servers.count - 1)) }
        for (turn, place) in chosen.sorted().enumerated() {
            switch turn % 10 {
            case 0..<6: servers[place].host = (servers[place].host + 1 + dice.roll(loads.count - 1)) % loads.count
            case 6..<9: servers[place].isRunning.toggle()
            default:
                servers[place] = cast.server(born, hosts: loads.count, dice: &dice)
                born += 1
            }
            rows[place] = try servers[place].row(serverMaker)
        }
    }

    /// Every server stops or starts.
    public mutating func changeAll() throws {
        for place in servers.indices {
            servers[place].isRunning.toggle()
            rows[place] = try servers[place].row(serverMaker)
        }
    }

    /// A poll of the servers alone.
    public mutating func serverRound() -> Round { round([serverMaker.collection(rows)]) }

    /// A poll of the servers, the hypervisors, and what Placement has and uses;
    /// the free disk that hosts report moves with nearly every one.
    public mutating func round() throws -> Round {
        diskFree += Int64(diskDice.roll(5)) - 2
        return round([serverMaker.collection(rows)] + (try hosts.collections(loads, diskFree: diskFree)))
    }

    /// The same with all that capacity is counted of: flavors, compute services and every server's claim.
    public mutating func capacityRound() throws -> Round {
        let kinds = ComputeKinds()
        return round(
            [serverMaker.collection(rows)] + (try hosts.collections(loads, diskFree: diskFree))
                + (try kinds.collections(servers, hosts: loads.count)))
    }

    private mutating func round(_ collections: [Collection]) -> Round {
        clock = clock.advanced(bySeconds: 300)
        return Round(
            cloud: cloud, startedAt: clock, finishedAt: clock.advanced(bySeconds: 4), collections: collections)
    }
}
