/// The differences of one poll to the poll before, in few bytes.
///
/// Most samples of a poll did not move, and those that did often moved
/// together: what a disk uses more it has less of free, what a pool of three
/// copies stores it uses three times, and all pools of one root have the same
/// room left. So samples stand metric after metric
/// (``order(_:stride:)``), and each number says what it is about in its three
/// lowest bits, with *n* in the others:
///
/// | bits | meaning |
/// | --- | --- |
/// | 0 | n + 1 samples are as before, unknown ones too; the last of a poll are when nothing more is said |
/// | 1 | n + 1 samples moved as the one before them did; after a 2, n + 1 more follow so |
/// | 2 | one *follows* another: where n is even it moved against the sample that stands n / 2 + 1 places before it, where n is odd three times with the one that stands (n + 1) / 2 places before it |
/// | 3 | n + 1 samples are unknown |
/// | 4–7 | one moved by n (zigzag) times 1, 1024, 4096 or 1,048,576 |
enum MeasurePacking {
    private enum Mark {
        static let same: UInt64 = 0
        static let alike: UInt64 = 1
        static let follows: UInt64 = 2
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
        var leader: Leader?
        /// How many samples there are up to the last one that is not as before.
        var moved = 0
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
            if value != before { moved = differences.count + 1 }
            if value != nil, leader?.difference(after: differences) == difference {
                // What did not move follows one that did not.
                lengthen(Mark.alike)
                differences.append(difference)
                continue
            }
            var newLeader: Leader?
            defer { leader = newLeader }
            if value == before {
                lengthen(Mark.same)
                differences.append(0)
            } else if value == nil {
                lengthen(Mark.unknown)
                differences.append(0)
            } else if leader == nil, let last = differences.last, last == difference {
                lengthen(Mark.alike)
                differences.append(difference)
            } else {
                end()
                if let found = Leader(of: difference, in: differences) {
                    Varint.append(found.number << 3 | Mark.follows, to: &bytes)
                    newLeader = found
                } else {
                    guard let number = number(of: difference) else { return nil }
                    Varint.append(number, to: &bytes)
                }
                differences.append(difference)
            }
        }
        // That the rest is as before needs no word, and what follows a sample that did not move is as before, too.
        if let run, run.count <= values.count - moved { return bytes }
        end()
        return bytes
    }

    /// An earlier sample of the poll from which a later one's difference is known.
    private struct Leader {
        /// How many places it stands before the one that follows.
        var back: Int
        /// -1 or 3.
        var times: Int64

        /// The nearest that will do, no further than ``reach``.
        init?(of difference: Int64, in differences: [Int64]) {
            guard difference != 0 else { return nil }
            let near = differences[max(0, differences.count - MeasurePacking.reach)...]
            let third = difference % 3 == 0 ? difference / 3 : nil
            guard let index = near.lastIndex(where: { $0 == 0 &- difference || $0 == third }) else { return nil }
            back = differences.count - index
            times = differences[index] == third ? 3 : -1
        }

        /// Nil where it is no number of one.
        init?(number: UInt64) {
            guard number < UInt64(2 * MeasurePacking.reach) else { return nil }
            back = Int(number) / 2 + 1
            times = number.isMultiple(of: 2) ? -1 : 3
        }

        var number: UInt64 { UInt64(2 * (back - 1) + (times == 3 ? 1 : 0)) }

        /// Nil where there is no such sample.
        func difference(after differences: [Int64]) -> Int64? {
            differences.count >= back ? differences[differences.count - back] &* times : nil
        }
    }

    private static func number(of difference: Int64) -> UInt64? {
        let place = shifts.lastIndex { difference & ((1 << Int64($0)) - 1) == 0 } ?? 0
        let number = Varint.zigzag(difference >> Int64(shifts[place]))
        return number >> 61 == 0 ? number << 3 | (Mark.moved + UInt64(place)) : nil
    }

    /// Bytes that were cut off read as a poll in which less moved: how many there are is for the row to know, and the
    /// chain holds it to that.
    ///
    /// - Returns: nil when the bytes are no poll of so many samples.
    static func decode(_ bytes: [UInt8], after previous: [Int64?], stride: Int) -> [Int64?]? {
        let order = order(previous.count, stride: stride)
        var values = [Int64?](repeating: nil, count: previous.count)
        var differences: [Int64] = []
        differences.reserveCapacity(previous.count)
        var leader: Leader?
        var position = 0
        while differences.count < order.count {
            let rest = UInt64(order.count - differences.count - 1) << 3 | Mark.same
            guard let number = position == bytes.count ? rest : Varint.read(bytes, at: &position) else { return nil }
            let (mark, n) = (number & 7, number >> 3)
            var (count, difference) = (1, Int64(0))
            switch mark {
            case Mark.same, Mark.unknown, Mark.alike:
                guard n < UInt64(order.count - differences.count) else { return nil }
                count = Int(n) + 1
                if mark == Mark.alike, leader == nil {
                    guard let last = differences.last else { return nil }
                    difference = last
                }
            case Mark.follows:
                leader = Leader(number: n)
                guard leader != nil else { return nil }
            default:
                difference = Varint.unzigzag(n) << Int64(shifts[Int(mark - Mark.moved)])
            }
            if mark != Mark.alike, mark != Mark.follows { leader = nil }
            for _ in 0..<count {
                let place = order[differences.count]
                if let leader {
                    guard let moved = leader.difference(after: differences) else { return nil }
                    difference = moved
                }
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
