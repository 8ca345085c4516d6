import Testing

@testable import TomboServer

@Suite("Large answers on their way")
struct SendBudgetTests {
    @Test("have a bound together, and give back what they held")
    func bound() throws {
        let budget = SendBudget(most: 100)
        var first: SendBudget.Share? = try budget.share(60)
        #expect(budget.bytes == 60)
        #expect(throws: APIError.self) { try budget.share(41) }
        let second = try budget.share(40)
        #expect(budget.bytes == 100)
        withExtendedLifetime(first) {}
        first = nil
        #expect(budget.bytes == 40)
        withExtendedLifetime(second) {}
    }

    @Test("one alone may be larger than that")
    func alone() throws {
        let budget = SendBudget(most: 100)
        let share = try budget.share(500)
        #expect(throws: APIError.self) { try budget.share(1) }
        withExtendedLifetime(share) {}
    }
}
