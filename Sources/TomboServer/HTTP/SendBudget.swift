import Synchronization

/// How many bytes of large answers may be on their way at once: clients that read slowly, or not at all, must not
/// fill the memory.
final class SendBudget: Sendable {
    /// Smaller answers are not counted.
    static let small = 64 << 10

    private let most: Int
    private let sending = Mutex(0)

    init(most: Int = 128 << 20) { self.most = most }

    /// What is on its way, for tests and for nothing else.
    var bytes: Int { sending.withLock { $0 } }

    /// Held by an answer until it is sent, or given up: it ends with its last holder.
    final class Share: Sendable {
        private let budget: SendBudget
        private let bytes: Int

        fileprivate init(_ budget: SendBudget, _ bytes: Int) {
            self.budget = budget
            self.bytes = bytes
        }

        deinit { budget.sending.withLock { $0 -= bytes } }
    }

    /// - Throws: ``APIError/busy`` where there would be too many; one answer alone may be of any size.
    func share(_ bytes: Int) throws(APIError) -> Share {
        let isTaken = sending.withLock { sending in
            guard sending == 0 || sending + bytes <= most else { return false }
            sending += bytes
            return true
        }
        guard isTaken else { throw .busy }
        return Share(self, bytes)
    }
}
