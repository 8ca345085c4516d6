/// The order people expect of names: `osd.2` before `osd.10`.
public enum NaturalOrder {
    /// Compares runs of digits as numbers of any length and everything else
    /// without regard to ASCII case; texts equal so far are told apart by
    /// their bytes, so that the order is total.
    ///
    /// - Returns: Negative, zero or positive, as `a` comes before, is, or comes after `b`.
    public static func compare(_ a: String, _ b: String) -> Int {
        var (a, b) = (a, b)
        return a.withUTF8 { a in b.withUTF8 { b in compare(a, b) } }
    }

    private static func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            if isDigit(a[i]), isDigit(b[j]) {
                let (startA, endA) = number(in: a, from: i)
                let (startB, endB) = number(in: b, from: j)
                if endA - startA != endB - startB { return endA - startA < endB - startB ? -1 : 1 }
                for k in 0..<(endA - startA) where a[startA + k] != b[startB + k] {
                    return a[startA + k] < b[startB + k] ? -1 : 1
                }
                (i, j) = (endA, endB)
            } else {
                let (x, y) = (fold(a[i]), fold(b[j]))
                if x != y { return x < y ? -1 : 1 }
                i += 1
                j += 1
            }
        }
        if i < a.count { return 1 }
        if j < b.count { return -1 }
        return bytes(a, b)
    }

    private static func bytes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        for k in 0..<min(a.count, b.count) where a[k] != b[k] { return a[k] < b[k] ? -1 : 1 }
        return a.count == b.count ? 0 : a.count < b.count ? -1 : 1
    }

    /// The digits that count, without leading zeros, of the run that begins at `start`.
    private static func number(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> (start: Int, end: Int) {
        var end = start
        while end < text.count, isDigit(text[end]) { end += 1 }
        var first = start
        while first < end, text[first] == UInt8(ascii: "0") { first += 1 }
        return (first, end)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func fold(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 0x20 : byte }
}
