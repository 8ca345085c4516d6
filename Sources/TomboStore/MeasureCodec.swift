/// All samples of one collector's poll in one BLOB.
///
/// A *keyframe* names its series and holds values; every poll after it holds
/// only differences, in the same order, until the set of series changes or
/// ``keyframeInterval`` polls have passed. An unknown sample is a mark of its
/// own, never 0.
enum MeasureCodec {
    /// Bounds how many BLOBs one look into the past has to read.
    static let keyframeInterval = 64

    struct Frame: Equatable {
        /// Series ids, ascending.
        var series: [Int64]
        /// One for each of ``series``; nil is unknown.
        var values: [Int64?]
    }

    static func encodeKeyframe(_ frame: Frame) -> [UInt8] {
        var bytes: [UInt8] = []
        Varint.append(UInt64(frame.series.count), to: &bytes)
        var last: Int64 = 0
        for id in frame.series {
            Varint.append(UInt64(id - last), to: &bytes)
            last = id
        }
        appendValues(frame.values, after: nil, to: &bytes)
        return bytes
    }

    static func encodeDelta(_ values: [Int64?], after previous: [Int64?]) -> [UInt8] {
        var bytes: [UInt8] = []
        appendValues(values, after: previous, to: &bytes)
        return bytes
    }

    static func decodeKeyframe(_ bytes: [UInt8]) -> Frame? {
        var position = 0
        guard let count = Varint.read(bytes, at: &position), count <= UInt64(bytes.count) else { return nil }
        var series: [Int64] = []
        var last: Int64 = 0
        for _ in 0..<count {
            guard let gap = Varint.read(bytes, at: &position) else { return nil }
            last += Int64(gap)
            series.append(last)
        }
        guard let values = readValues(bytes, at: &position, count: Int(count), after: nil) else { return nil }
        return Frame(series: series, values: values)
    }

    static func decodeDelta(_ bytes: [UInt8], after previous: [Int64?]) -> [Int64?]? {
        var position = 0
        return readValues(bytes, at: &position, count: previous.count, after: previous)
    }

    /// 0 is unknown; anything else is 1 + the zigzag difference to the sample
    /// before (to 0 where that was unknown).
    private static func appendValues(_ values: [Int64?], after previous: [Int64?]?, to bytes: inout [UInt8]) {
        for (index, value) in values.enumerated() {
            guard let value else {
                bytes.append(0)
                continue
            }
            let base = previous?[index] ?? 0
            // Wrapping: differences of extreme values wrap the same way back.
            let difference = Varint.zigzag(value &- base)
            if difference == .max {
                // 1 + max does not fit: nine full bytes and a tenth say it.
                bytes.append(contentsOf: [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02])
            } else {
                Varint.append(difference + 1, to: &bytes)
            }
        }
    }

    private static func readValues(
        _ bytes: [UInt8], at position: inout Int, count: Int, after previous: [Int64?]?
    ) -> [Int64?]? {
        var values: [Int64?] = []
        values.reserveCapacity(count)
        for index in 0..<count {
            let start = position
            guard let coded = Varint.read(bytes, at: &position) else { return nil }
            if coded == 0, position == start + 1 {
                values.append(nil)
            } else {
                values.append((previous?[index] ?? 0) &+ Varint.unzigzag(coded &- 1))
            }
        }
        return values
    }
}
