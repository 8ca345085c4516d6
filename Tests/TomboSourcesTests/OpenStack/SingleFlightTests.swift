import Foundation
import Logging
import Synchronization
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("what several ask for at once")
struct SingleFlightTests {
    private actor Counter {
        var count = 0

        func next() -> Int {
            count += 1
            return count
        }
    }

    @Test("is fetched once, and everybody gets it")
    func once() async throws {
        let flight = SingleFlight<Int>()
        let counter = Counter()
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 1...10 {
                group.addTask {
                    try await flight.value { () async throws(CollectError) in
                        await Task.yield()
                        return await counter.next()
                    }
                }
            }
            var answers: [Int] = []
            for try await answer in group { answers.append(answer) }
            return answers
        }
        #expect(answers == Array(repeating: 1, count: 10))
    }

    @Test("is given up when nobody waits any more, and begun anew by whoever comes later", .timeLimit(.minutes(10)))
    func abandoned() async throws {
        let flight = SingleFlight<Int>()
        let (started, start) = AsyncStream<Void>.makeStream()
        let waiter = Task {
            try await flight.value { () async throws(CollectError) in
                start.yield()
                do { try await Task.sleep(for: .seconds(3600)) } catch { throw CollectError(.cancelled, "given up") }
                return 1
            }
        }
        for await _ in started { break }
        waiter.cancel()
        await #expect(throws: CollectError.self) { try await waiter.value }
        let again = try await flight.value { () async throws(CollectError) in 2 }
        #expect(again == 2)
    }
}
