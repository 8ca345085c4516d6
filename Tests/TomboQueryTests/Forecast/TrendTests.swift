import Foundation
import Testing
import TomboTestKit

@testable import TomboQuery

/// Series that were made with a known growth.
@Suite("A trend")
struct TrendTests {
    private static let start = 20_000

    private func series(_ count: Int, without missing: Set<Int> = [], _ value: (Int) -> Double) -> DailySeries {
        DailySeries(
            (0..<count).filter { !missing.contains($0) }.map { .init(day: Self.start + $0, value: value($0)) })
    }

    private func noise(_ seed: inout Seed, _ reach: Double) -> Double {
        Double.random(in: -reach...reach, using: &seed)
    }

    @Test("of a line is its slope, with no doubt", arguments: [10, 27, 28, 90])
    func line(days: Int) throws {
        let trend = try #require(Trend(series(days) { 100 + 2.5 * Double($0) }))
        #expect(abs(trend.line.slope - 2.5) < 1e-9 && abs(trend.line.low - 2.5) < 1e-9)
        #expect(abs(trend.line.high - 2.5) < 1e-9 && trend.steps.isEmpty && trend.days == days)
        #expect(trend.line.isSeasonal == (days >= 28))
    }

    @Test("of a noisy line has the slope in its interval, nineteen times of twenty")
    func noisy() throws {
        var missed = 0
        for number in 0..<200 {
            var seed = Seed(UInt64(number))
            let trend = try #require(Trend(series(60) { 50 + Double($0) + noise(&seed, 10) }))
            #expect(abs(trend.line.slope - 1) < 0.35 && trend.steps.isEmpty)
            if !(trend.line.low...trend.line.high).contains(1) { missed += 1 }
        }
        // Expected 10 of 200, standard deviation 3.1.
        #expect(missed <= 22)
    }

    @Test("does not take a batch for growth, and says so")
    func step() throws {
        let flat = try #require(Trend(series(30) { $0 < 20 ? 40 : 240 }))
        #expect(flat.line.slope == 0 && flat.line.high == 0)
        #expect(flat.steps == [BatchStep(day: Self.start + 20, by: 200)])
        let rising = try #require(Trend(series(60) { Double($0) + ($0 < 30 ? 0 : 500) }))
        #expect(abs(rising.line.slope - 1) < 1e-9 && rising.steps == [BatchStep(day: Self.start + 30, by: 500)])
        let gone = try #require(Trend(series(60) { 10 + ($0 >= 15 && $0 < 40 ? 300 : 0) }))
        #expect(gone.line.slope == 0 && gone.steps.map(\.by) == [300, -300])
        // On the last day: it is in what is used, not in how fast that grows.
        let today = try #require(Trend(series(30) { 2 * Double($0) + ($0 == 29 ? 100 : 0) }))
        #expect(abs(today.line.slope - 2) < 1e-9 && today.steps.map(\.by) == [100])
    }

    @Test("finds a batch among noise", arguments: 0..<20)
    func noisyStep(number: UInt64) throws {
        var seed = Seed(number)
        let trend = try #require(Trend(series(60) { Double($0) + ($0 < 25 ? 0 : 200) + noise(&seed, 2) }))
        #expect(trend.steps.map(\.day) == [Self.start + 25])
        #expect(abs(trend.line.slope - 1) < 0.15)
    }

    @Test("takes a batch a week for growth")
    func weekly() throws {
        let trend = try #require(Trend(series(84) { Double($0 / 7) * 14 }))
        #expect(trend.steps.isEmpty && abs(trend.line.slope - 2) < 1e-9)
    }

    @Test("does not see the weekend")
    func weekday() throws {
        let trend = try #require(Trend(series(84) { day in 100 + 0.5 * Double(day) - (day % 7 >= 5 ? 60 : 0) }))
        #expect(abs(trend.line.slope - 0.5) < 1e-9 && abs(trend.line.high - trend.line.low) < 1e-9)
        #expect(trend.steps.isEmpty)
        let batch = try #require(
            Trend(series(84) { day in (day % 7 >= 5 ? 40 : 100) + (day >= 50 ? 1000 : 0) }))
        #expect(batch.steps.map(\.day) == [Self.start + 50] && batch.line.slope == 0)
    }

    @Test("of what is flat or shrinks never runs out")
    func flat() throws {
        let flat = try #require(Trend(series(40) { _ in 7 }))
        #expect(flat.line == TheilSen(series(40) { _ in 7 }) && flat.line.slope == 0 && flat.line.high == 0)
        let runway = Runway(free: 10, flat.line)
        #expect(runway.expected == nil && runway.outlook(.conservative) == .never)
        let falling = try #require(Trend(series(40) { 100 - Double($0) }))
        #expect(abs(falling.line.slope + 1) < 1e-9)
        #expect(Runway(free: 10, falling.line).outlook(.expected) == .never)
    }

    @Test("wants a week")
    func short() {
        #expect(Trend(series(6) { Double($0) }) == nil)
        #expect(Trend(series(7) { Double($0) }) != nil)
        #expect(Trend(series(30, without: Set(3..<27)) { Double($0) }) == nil, "six days of thirty are known")
        #expect(Trend(DailySeries([])) == nil)
    }

    @Test("is the same over gaps, and a gap is no step")
    func gaps() throws {
        let missing: Set<Int> = [3, 4, 5, 17, 30, 31, 32, 33, 34, 35, 36]
        let trend = try #require(Trend(series(60, without: missing) { 3 * Double($0) }))
        #expect(abs(trend.line.slope - 3) < 1e-9 && trend.steps.isEmpty && trend.days == 49)
    }

    @Test("unknown is not zero")
    func unknown() throws {
        let known = series(20) { 50 + Double($0) }
        let doubtful = DailySeries(known.points + [.init(day: Self.start + 20, value: .nan)])
        #expect(doubtful == known)
    }

    @Test("gives a runway with both bounds")
    func runway() {
        var line = TheilSen(series(10) { 2 * Double($0) }) ?? TheilSen(series(2) { Double($0) })
        line?.low = 1
        line?.high = 4
        let runway = line.map { Runway(free: 100, $0) }
        #expect(runway?.expected == 50 && runway?.earliest == 25 && runway?.latest == 100)
        #expect(runway?.days(.conservative) == 25 && runway?.days(.aggressive) == 100)
        let over = line.map { Runway(free: -5, $0) }
        #expect(over?.expected == 0 && over?.outlook(.expected) == .full)
    }
}
