/// Keys of objects that were read before: those of one column are alike from row to row, and what comes again is not
/// made into a text again.
public struct JSONKeys: Sendable {
    private struct Known {
        var high: UInt64 = 0
        var low: UInt64 = 0
        var text = ""
    }

    /// A key longer than this is made anew each time.
    private static let longest = 16

    /// Empty where nothing is remembered.
    private var known: [Known]

    public init() { known = Array(repeating: Known(), count: 64) }

    private init(none: Void) { known = [] }

    /// For a document that is read alone.
    static let none = JSONKeys(none: ())

    /// The text of a key without escapes.
    mutating func text(_ key: UnsafeBufferPointer<UInt8>) -> String {
        guard !known.isEmpty, key.count <= Self.longest else { return String(decoding: key, as: UTF8.self) }
        var word: (high: UInt64, low: UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &word) { $0.copyMemory(from: UnsafeRawBufferPointer(key)) }
        let mixed = (word.high ^ word.low &* 31) &* 0x9e37_79b9_7f4a_7c15
        let slot = Int(mixed >> 58)
        // No key holds the byte 0, which would be an escape: none is another with zeros behind it.
        if known[slot].high == word.high, known[slot].low == word.low { return known[slot].text }
        let text = String(decoding: key, as: UTF8.self)
        known[slot] = Known(high: word.high, low: word.low, text: text)
        return text
    }
}
