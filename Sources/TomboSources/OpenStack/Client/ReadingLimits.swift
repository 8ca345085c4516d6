/// How much of a cloud's answers one round takes in, in bytes of bodies.
///
/// Each answer has its own limit in the transport; these hold where many are
/// added up. 100,000 servers are some 240 MB in a hundred pages, so that a
/// cloud of that size fits twice; a service that never ends does not.
public struct ReadingLimits: Sendable, Hashable {
    /// For one listing, all its pages together: one that does not end leaves
    /// the others what they need.
    public var listing: Int
    /// For everything that is asked in one round.
    public var round: Int

    public init(listing: Int = 512 << 20, round: Int = 1 << 30) {
        self.listing = listing
        self.round = round
    }
}
