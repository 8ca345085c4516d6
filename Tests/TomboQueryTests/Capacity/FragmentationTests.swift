import Testing
import TomboRecords
import TomboTestKit

@testable import TomboQuery

@Suite("Fragmentation against trying every migration")
struct FragmentationTests {
    /// A random cloud that is rather full, with servers on its hosts.
    struct Full {
        var small: SmallCloud
        var items: [Int: [PackItem]] = [:]
        var wanted: PackItem

        init(_ seed: inout Seed) {
            small = SmallCloud(
                hosts: SmallCloud.random(&seed).hosts.prefix(4).map { host in
                    var host = host
                    if seed.chance(80) { host.most = host.free.map { $0 + 2 } }
                    return host
                })
            let apart = PackItem.Group(name: "g", policy: .apart(1))
            // A little more than any host has free, so that some move may help.
            let most = small.hosts.map { $0.free[0] }.max() ?? 1
            wanted = SmallCloud.item(
                "f", [max(1, most + Int64.random(in: 0...2, using: &seed)), Int64.random(in: 1...3, using: &seed), 0],
                trait: seed.chance(10))
            let sizes = (0..<3).map { _ in
                [Int64.random(in: 1...3, using: &seed), Int64.random(in: 1...2, using: &seed)]
            }
            for host in small.hosts.indices {
                for number in 0..<Int.random(in: 0...3, using: &seed) {
                    let amounts = sizes.randomElement(using: &seed) ?? [1, 1]
                    var item = SmallCloud.item(
                        "s\(host)-\(number)", amounts + [0], trait: seed.chance(10),
                        group: seed.chance(15) ? apart : nil)
                    item.isMovable = !seed.chance(10)
                    item.held = [0, 1].map { .init(provider: host, resourceClass: $0, amount: amounts[$0]) }
                    items[host, default: []].append(item)
                }
            }
        }

        /// Whether the wanted server has room, by the test's own figures.
        func hasRoom(_ free: [[Int64]]) -> Bool {
            small.hosts.indices.contains { takes(wanted, $0, free) }
        }

        func takes(_ item: PackItem, _ host: Int, _ free: [[Int64]]) -> Bool {
            let its = small.hosts[host]
            let amounts = SmallCloud.classes.map { item.request.totals[$0] ?? 0 }
            return its.isOpen && item.request[""].required.isSubset(of: its.traits)
                && amounts.indices.allSatisfy { amounts[$0] <= free[host][$0] && amounts[$0] <= its.most[$0] }
        }

        /// The fewest migrations, by breadth first over the places of all servers; nil where `most` are too few.
        func fewest(_ most: Int) -> Int? {
            let servers = items.sorted { $0.key < $1.key }.flatMap { host, own in own.map { (host, $0) } }
            var known: Set<[Int]> = [servers.map(\.0)]
            var front = [servers.map(\.0)]
            for depth in 0...most {
                var next: [[Int]] = []
                for places in front {
                    var free = small.hosts.map(\.free)
                    for (index, (home, item)) in servers.enumerated() where places[index] != home {
                        for (number, name) in SmallCloud.classes.enumerated() {
                            let amount = item.request.totals[name] ?? 0
                            free[home][number] += amount
                            free[places[index]][number] -= amount
                        }
                    }
                    if hasRoom(free) { return depth }
                    for (index, (_, item)) in servers.enumerated() where item.isMovable {
                        for to in small.hosts.indices where to != places[index] && takes(item, to, free) {
                            let meets = servers.indices.contains {
                                $0 != index && places[$0] == to && item.group != nil && servers[$0].1.group != nil
                            }
                            if meets { continue }
                            var after = places
                            after[index] = to
                            if known.insert(after).inserted { next.append(after) }
                        }
                    }
                }
                front = next
            }
            return nil
        }

        /// Whether the migrations are valid one after the other, and the wanted server has room at the end.
        func holds(_ moves: [MoveSearch.Move]) -> Bool {
            var free = small.hosts.map(\.free)
            var places: [MoveSearch.Server: Int] = [:]
            for (host, own) in items { for index in own.indices { places[.init(host: host, index: index)] = host } }
            for move in moves {
                guard let item = items[move.server.host]?[move.server.index], item.isMovable,
                    places[move.server] == move.from, takes(item, move.to, free),
                    item.group == nil
                        || !places.contains(where: { server, host in
                            host == move.to && items[server.host]?[server.index].group != nil
                        })
                else { return false }
                for (number, name) in SmallCloud.classes.enumerated() {
                    let amount = item.request.totals[name] ?? 0
                    free[move.from][number] += amount
                    free[move.to][number] -= amount
                }
                places[move.server] = move.to
            }
            return hasRoom(free)
        }
    }

    private static let seeds = (1...300).map { Seed($0) }

    @Test("the fewest migrations are found, each valid in its turn, and none where there are none", arguments: seeds)
    func fewest(seed: Seed) {
        var seed = seed
        let full = Full(&seed)
        var search = MoveSearch(
            full.small.cloud, HostLoad(items: full.items), for: full.wanted,
            ways: HostWays.Table(full.small.cloud), steps: 1_000_000)
        let found = search.run(most: 3)
        #expect(found.moves?.count == full.fewest(3))
        #expect(found.isProven)
        if let moves = found.moves { #expect(full.holds(moves)) }
    }

    @Test("no, at once, after one and after several: all of them occur")
    func allOccur() {
        var counts: [Int: Int] = [:]
        for seed in Self.seeds {
            var seed = seed
            counts[Full(&seed).fewest(3) ?? -1, default: 0] += 1
        }
        #expect([-1, 0, 1, 2].allSatisfy { (counts[$0] ?? 0) >= 5 }, "\(counts)")
    }

    @Test("on many hosts moves are found, too, though nothing is proven, and the search ends")
    func manyHosts() {
        let small = SmallCloud(
            hosts: (0..<200).map { _ in .init(free: [3, 100, 100], most: [20, 200, 200], traits: [], isOpen: true) })
        var items: [Int: [PackItem]] = [:]
        for host in 0..<200 {
            items[host] = (0..<5).map { number in
                var item = SmallCloud.item("s\(host)-\(number)", [2, 1, 0])
                item.held = [.init(provider: host, resourceClass: 0, amount: 2)]
                return item
            }
        }
        func found(_ vcpus: Int64) -> MoveSearch.Found {
            var search = MoveSearch(
                small.cloud, HostLoad(items: items), for: SmallCloud.item("f", [vcpus, 1, 0]),
                ways: HostWays.Table(small.cloud))
            return search.run()
        }
        let two = found(7)
        #expect(two.moves?.count == 2 && !two.isProven)
        #expect(Set(two.moves?.map(\.from) ?? []) == [two.host ?? -1])
        let never = found(14)
        #expect(never.moves == nil && !never.isProven)
    }

    @Test("the answer says what is free, what is short on each host, and the migrations in order")
    func answer() throws {
        var rows = ComputeRows()
        for name in ["a", "b", "c"] { rows.host(name, used: 6) }
        rows.server("s1", on: "a", vcpus: 2)
        rows.server("s2", on: "a", vcpus: 4)
        rows.server("s3", on: "b", vcpus: 6)
        rows.server("s4", on: "c", vcpus: 6)
        rows.flavor("four", vcpus: 4)
        rows.flavor("one", vcpus: 1)
        rows.flavor("nine", vcpus: 9)
        let answer = try rows.saved().ask(FragmentationQuestion())
        #expect(
            answer.lines("flavor", "fits", "fits_by_sum", "moves_needed", "proven", "room_on", "moves") == [
                "one|6|6|-|-|-|-",
                "four|0|1|1|true|a|[{\"server\":\"s1\",\"from\":\"a\",\"to\":\"b\"}]",
                "nine|0|0|-|-|-|-",
            ])
        let hosts = answer.column("hosts")[1].elements.map { $0["reason"].text }
        #expect(hosts == Array(repeating: "VCPU: 2 free, 4 needed", count: 3))
        #expect(answer.column("free")[1].elements[0]["enough_for"] == 1)
        rows.host("d", used: 8, ramUsed: 16_384)
        rows.flavor("six", vcpus: 6)
        let six = try rows.saved().ask(FragmentationQuestion(flavors: ["six"], mostMoves: 1))
        #expect(six.lines("fits", "fits_by_sum", "moves_needed", "proven") == ["0|1|-|true"])
        let more = try rows.saved().ask(FragmentationQuestion(flavors: ["six"]))
        #expect(more.lines("moves_needed", "proven", "room_on") == ["-|true|-"], "s2 has nowhere to go")
    }
}
