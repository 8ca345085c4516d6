import NIOCore
import Synchronization
import Testing

@testable import TomboServer

@Suite("Answers that are kept")
struct AnswerCacheTests {
    private let asked = Counter()

    private final class Counter: Sendable {
        private let number = Mutex(0)
        var value: Int { number.withLock { $0 } }
        func add() { number.withLock { $0 += 1 } }
    }

    private func answer(_ text: String, _ revision: String?) -> KeptAnswer {
        asked.add()
        return KeptAnswer(body: ByteBuffer(string: text), mediaType: "text/plain", revision: revision)
    }

    @Test("the same question is worked out once for each revision, and the old answers go")
    func once() async throws {
        let cache = AnswerCache()
        for _ in 0..<3 { #expect(try await cache.answer("a", at: "1") { answer("x", "1") }.revision == "1") }
        #expect(asked.value == 1)
        _ = try await cache.answer("b", at: "1") { answer("y", "1") }
        #expect(cache.size.entries == 2)
        let newer = try await cache.answer("a", at: "2") { answer("z", "2") }
        #expect(newer.body == ByteBuffer(string: "z") && asked.value == 3)
        #expect(cache.size.entries == 1)
    }

    @Test("an answer during which the database changed is nobody else's")
    func torn() async throws {
        let cache = AnswerCache()
        _ = try await cache.answer("a", at: "1") { answer("x", nil) }
        _ = try await cache.answer("a", at: "1") { answer("x", "2") }
        #expect(asked.value == 2 && cache.size.entries == 0)
    }

    @Test("an error is not kept")
    func failure() async throws {
        let cache = AnswerCache()
        await #expect(throws: APIError.self) { _ = try await cache.answer("a", at: "1") { throw APIError.tooSlow } }
        #expect(try await cache.answer("a", at: "1") { answer("x", "1") }.body == ByteBuffer(string: "x"))
    }

    @Test("what is kept has a bound, in number and in bytes; what was not asked for longest goes first")
    func bounds() async throws {
        let cache = AnswerCache(.init(entries: 10, bytes: 5000, answerBytes: 2000, keyBytes: 20))
        for number in 0..<1000 {
            _ = try await cache.answer("q\(number)", at: "1") { answer("x", "1") }
            _ = try await cache.answer("q0", at: "1") { answer("x", "1") }
            #expect(cache.size.entries <= 10 && cache.size.bytes <= 5000)
        }
        #expect(asked.value == 1000, "q0 stayed")
        _ = try await cache.answer("large", at: "1") { answer(String(repeating: "x", count: 1900), "1") }
        #expect(cache.size.entries == 10, "2,156 bytes are more than one answer may have")
        for number in 0..<5 {
            let text = String(repeating: "x", count: 1500)
            _ = try await cache.answer("big\(number)", at: "1") { answer(text, "1") }
            #expect(cache.size.bytes <= 5000)
        }
        let before = cache.size.entries
        _ = try await cache.answer(String(repeating: "k", count: 21), at: "1") { answer("x", "1") }
        #expect(cache.size.entries == before)
    }

    @Test("who asks what is being worked out waits for that")
    func together() async throws {
        let (cache, begun, gate) = (AnswerCache(), Gate(), Gate())
        let first = Task {
            try await cache.answer("a", at: "1") {
                begun.open()
                await gate.wait()
                return answer("x", "1")
            }
        }
        await begun.wait()
        let others = (0..<20).map { _ in Task { try await cache.answer("a", at: "1") { answer("other", "1") } } }
        gate.open()
        for task in others + [first] { #expect(try await task.value.body == ByteBuffer(string: "x")) }
        #expect(asked.value == 1)
    }

    @Test("where the one who worked it out was called off, another does it")
    func calledOff() async throws {
        let (cache, begun) = (AnswerCache(), Gate())
        let first = Task {
            try await cache.answer("a", at: "1") {
                begun.open()
                await Gate().wait()  // until it is called off
                try Task.checkCancellation()
                return answer("x", "1")
            }
        }
        await begun.wait()
        let other = Task { try await cache.answer("a", at: "1") { answer("other", "1") } }
        await Task.yield()
        first.cancel()
        #expect(try await other.value.body == ByteBuffer(string: "other"))
        await #expect(throws: CancellationError.self) { try await first.value }
    }
}
