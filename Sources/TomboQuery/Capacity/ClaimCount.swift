/// How many servers that each claim in one of several ways fit together.
///
/// With one way it is a division. With several that do not compete for the same
/// thing in different combinations, taking each way as often as it goes is the
/// most there is; the bound says so. Otherwise branches are searched.
struct ClaimCount {
    /// Steps of the search after which what was found is a lower bound.
    static let steps = 20_000

    private let claims: [Claim]
    private(set) var best: Int64 = 0
    private(set) var isProven = true
    private var steps = 0

    init(_ claims: [Claim], in room: FreeRoom, isWhole: Bool = true) {
        self.claims = claims
        guard !claims.isEmpty else {
            isProven = isWhole
            return
        }
        best = Self.greedy(claims, room)
        if claims.count > 1, best < Self.bound(claims[...], room) {
            var room = room
            search(0, 0, &room)
        }
        isProven = isProven && isWhole
    }

    /// Takes each way as often as it goes.
    private static func greedy(_ claims: [Claim], _ room: FreeRoom) -> Int64 {
        if claims.count == 1 { return room.count(claims[0]) }
        var (room, sum) = (room, Int64(0))
        for claim in claims {
            let count = room.count(claim)
            room.take(claim, times: count)
            sum += count
        }
        return sum
    }

    /// No more than this, whichever ways are taken: for each class, what all ways
    /// can reach of it over the least that one of them takes.
    private static func bound(_ claims: ArraySlice<Claim>, _ room: FreeRoom) -> Int64 {
        var most = claims.reduce(Int64(0)) { $0 + room.count($1) }
        var reach: [Int: Set<Int>] = [:]
        var least: [Int: Int64] = [:]
        for claim in claims {
            var sums: [Int: Int64] = [:]
            for part in claim.parts {
                sums[part.resourceClass, default: 0] += part.amount
                reach[part.resourceClass, default: []].insert(part.provider)
            }
            for (number, sum) in sums { least[number] = min(least[number] ?? .max, sum) }
        }
        for (number, providers) in reach {
            guard let amount = least[number], claims.allSatisfy({ $0.parts.contains { $0.resourceClass == number } })
            else { continue }
            let uniform = claims.allSatisfy { claim in
                claim.parts.count { $0.resourceClass == number } == 1
            }
            // A remainder at one provider is of no use where each takes its amount from one.
            let free = providers.reduce(Int64(0)) { sum, provider in
                let free = max(0, room[provider, number])
                return sum + (uniform ? free / amount * amount : free)
            }
            most = min(most, free / amount)
        }
        return most
    }

    private mutating func search(_ index: Int, _ placed: Int64, _ room: inout FreeRoom) {
        best = max(best, placed)
        guard index < claims.count, isProven else { return }
        guard placed + Self.bound(claims[index...], room) > best else { return }
        let most = room.count(claims[index])
        for times in stride(from: most, through: 0, by: -1) {
            steps += 1
            guard steps < Self.steps else {
                isProven = false
                return
            }
            room.take(claims[index], times: times)
            search(index + 1, placed + times, &room)
            room.take(claims[index], times: -times)
        }
    }
}
