import Synchronization

/// Bytes that several share, so that memory stays bounded whatever each of
/// them meets.
final class ByteBudget: Sendable {
    let limit: Int
    private let taken = Mutex(0)

    init(_ limit: Int) { self.limit = limit }

    /// Takes so many, or none at all when there are not as many left.
    func take(_ bytes: Int) -> Bool {
        taken.withLock { taken in
            guard bytes <= limit - taken else { return false }
            taken += bytes
            return true
        }
    }

    func giveBack(_ bytes: Int) { taken.withLock { $0 -= bytes } }
}
