/// Random numbers that are the same in every run: SplitMix64 from a seed.
///
/// A property test takes its seed as an argument, so that a failure names it:
/// ```swift
/// @Test(arguments: Seed.some) func holds(seed: Seed) { var random = seed … }
/// ```
public struct Seed: RandomNumberGenerator, Sendable, Hashable, CustomStringConvertible {
    private let start: UInt64
    private var state: UInt64

    public init(_ start: UInt64) {
        self.start = start
        state = start
    }

    /// Few enough for every run, and never others: a test that fails only
    /// sometimes is worth little.
    public static let some: [Seed] = (1...20).map { Seed($0) }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    public var description: String { "seed \(start)" }

    /// Whether something that happens `percent` times in a hundred does now.
    public mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
