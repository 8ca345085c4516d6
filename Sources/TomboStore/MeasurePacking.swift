/// The differences of one poll to the poll before, in few bytes.
///
/// Most samples of a poll did not move, and those that did often moved
/// together: what a disk uses more it has less of free, and all pools of one
/// root have the same room left. So samples stand metric after metric
/// (``order(_:stride:)``), and each number says what it is about in its three
/// lowest bits, with *n* in the others:
///
/// | bits | meaning |
/// | --- | --- |
/// | 0 | n + 1 samples are as before, unknown ones too |
/// | 1 | n + 1 samples moved as the one before them did |
/// | 2 | one moved against the sample that stands n + 1 places before it |
/// | 3 | n + 1 samples are unknown |
/// | 4–7 | one moved by n (zigzag) times 1, 1024, 4096 or 1,048,576 |
enum MeasurePacking {
    private enum Mark {
        static let same: UInt64 = 0
        static let alike: UInt64 = 1
        static let opposite: UInt64 = 2
        static let unknown: UInt64 = 3
        static let moved: UInt64 = 4
    }

    /// By how many bits a difference is shifted, beside ``Mark/moved``: figures come in KiB, in blocks and in MiB.
    private static let shifts: [UInt64] = [0, 10, 12, 20]
    /// How far back a difference is looked for; bounds what a poll of many samples costs to write.
    private static let reach = 64

    /// The places of samples that were listed resource after resource, metric after metric.
    static func order(_ count: Int, stride metrics: Int) -> [Int] {
        (0..<metrics).flatMap { Array(stride(from: $0, to: count, by: metrics)) }
    }

    /// - Returns: nil where a difference is so large that it does not fit; then a keyframe has to be written.
    static func encode(_ values: [Int64?], after previous: [Int64?], stride: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var differences: [Int64] = []
        differences.reserveCapacity(values.count)
        var run: (mark: UInt64, count: UInt64)?
        func end() {
            if let run { Varint.append((run.count - 1) << 3 | run.mark, to: &bytes) }
            run = nil
        }
        func lengthen(_ mark: UInt64) {
            if run?.mark != mark { end() }
            run = (mark, (run?.count ?? 0) + 1)
        }
        for place in order(values.count, stride: stride) {
            let (value, before) = (values[place], previous[place])
            // Wrapping: differences of extreme values wrap the same way back.
            let difference = (value ?? 0) &- (before ?? 0)
            if value == before {
                lengthen(Mark.same)
                differences.append(0)
            } else if value == nil {
                lengthen(Mark.unknown)
                differences.append(0)
            } else if let last = differences.last, last == difference {
                lengthen(Mark.alike)
                differences.append(difference)
            } else {
                end()
                if difference != 0, let back = distance(to: 0 &- difference, in: differences) {
                    Varint.append(UInt64(back - 1) << 3 | Mark.opposite, to: &bytes)
                } else {
                    guard let number = moved(difference) else { return nil }
                    Varint.append(number, to: &bytes)
                }
                differences.append(difference)
            }
        }
        end()
        return bytes
    }

    private static func distance(to difference: Int64, in differences: [Int64]) -> Int? {
        let start = max(0, differences.count - reach)
        return differences[start...].lastIndex(of: difference).map { differences.count - $0 }
    }

    private static func moved(_ difference: Int64) -> UInt64? {
        let place = shifts.lastIndex { difference & ((1 << Int64($0)) - 1) == 0 } ?? 0
        let number = Varint.zigzag(difference >> Int64(shifts[place]))
        return number >> 61 == 0 ? number << 3 | (Mark.moved + UInt64(place)) : nil
    }

    /// - Returns: nil when the bytes are no poll of so many samples.
    static func decode(_ bytes: [UInt8], after previous: [Int64?], stride: Int) -> [Int64?]? {
        let order = order(previous.count, stride: stride)
        var values = [Int64?](repeating: nil, count: previous.count)
        var differences: [Int64] = []
        differences.reserveCapacity(previous.count)
        var position = 0
        while differences.count < order.count {
            guard let number = Varint.read(bytes, at: &position) else { return nil }
            let (mark, n) = (number & 7, number >> 3)
            var (count, difference) = (1, Int64(0))
            switch mark {
            case Mark.same, Mark.unknown, Mark.alike:
                guard n < UInt64(order.count - differences.count) else { return nil }
                count = Int(n) + 1
                if mark == Mark.alike {
                    guard let last = differences.last else { return nil }
                    difference = last
                }
            case Mark.opposite:
                guard n < UInt64(differences.count) else { return nil }
                difference = 0 &- differences[differences.count - 1 - Int(n)]
            default:
                difference = Varint.unzigzag(n) << Int64(shifts[Int(mark - Mark.moved)])
            }
            for _ in 0..<count {
                let place = order[differences.count]
                switch mark {
                case Mark.same: values[place] = previous[place]
                case Mark.unknown: values[place] = nil
                default: values[place] = (previous[place] ?? 0) &+ difference
                }
                differences.append(difference)
            }
        }
        return position == bytes.count ? values : nil
    }
}
