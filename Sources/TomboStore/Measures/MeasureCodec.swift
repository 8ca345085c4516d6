/// All samples of one collector's poll in one BLOB.
///
/// A *keyframe* names its series and holds values; every poll after it holds
/// only differences, in the same order, until the set of series changes or
/// they have come to so much that another keyframe costs little beside them
/// (``canHang(polls:keyframeBytes:deltaBytes:)``). An unknown sample is a mark
/// of its own, never 0.
///
/// Since tombo packs the differences (``MeasurePacking``) a keyframe begins
/// with ``packed``, and says how many metrics a resource has. A database may
/// hold keyframes from before, with differences that are only read.
enum MeasureCodec {
    /// Whether another poll may hang on a keyframe of so many bytes on which so many polls, itself included, and bytes
    /// of differences hang already. Bounds what one look into the past has to read: seventeen times the keyframe.
    static func canHang(polls: Int, keyframeBytes: Int, deltaBytes: Int) -> Bool {
        polls < 1024 && deltaBytes < 16 * keyframeBytes
    }

    /// What no keyframe from before can begin with: a 0 in two bytes.
    private static let packed: [UInt8] = [0x80, 0x00]

    struct Frame: Equatable {
        /// Series ids, ascending.
        var series: [Int64]
        /// One for each of ``series``; nil is unknown.
        var values: [Int64?]
    }

    struct Keyframe {
        var frame: Frame
        /// How many metrics each resource of a packed one has; nil where the differences after it are not packed.
        var stride: Int?
    }

    /// - Precondition: `stride` divides the number of samples.
    static func encodeKeyframe(_ frame: Frame, stride: Int) -> [UInt8] {
        var bytes = packed
        Varint.append(UInt64(stride), to: &bytes)
        Varint.append(UInt64(frame.series.count), to: &bytes)
        var last: Int64 = 0
        for id in frame.series {
            Varint.append(UInt64(id - last), to: &bytes)
            last = id
        }
        appendValues(frame.values, to: &bytes)
        return bytes
    }

    static func isPackedKeyframe(_ bytes: [UInt8]) -> Bool { bytes.starts(with: packed) }

    static func decodeKeyframe(_ bytes: [UInt8]) -> Keyframe? {
        var position = 0
        var metrics: Int?
        if bytes.starts(with: packed) {
            position = packed.count
            guard let read = Varint.read(bytes, at: &position), read > 0, read <= UInt64(bytes.count) else {
                return nil
            }
            metrics = Int(read)
        }
        guard let count = Varint.read(bytes, at: &position), count <= UInt64(bytes.count) else { return nil }
        var series: [Int64] = []
        var last: Int64 = 0
        for _ in 0..<count {
            guard let gap = Varint.read(bytes, at: &position) else { return nil }
            last += Int64(gap)
            series.append(last)
        }
        guard let values = readValues(bytes, at: &position, count: Int(count), after: nil) else { return nil }
        return Keyframe(frame: Frame(series: series, values: values), stride: metrics)
    }

    /// What a poll measured, from its bytes and what the poll before it measured; `stride` is that of the keyframe on
    /// which both hang. Nil when the bytes are no poll of so many samples.
    static func decodeDelta(_ bytes: [UInt8], after previous: [Int64?], stride: Int?) -> [Int64?]? {
        if let stride { return MeasurePacking.decode(bytes, after: previous, stride: stride) }
        var position = 0
        return readValues(bytes, at: &position, count: previous.count, after: previous)
    }

    /// 0 is unknown; anything else is 1 + the zigzag value.
    private static func appendValues(_ values: [Int64?], to bytes: inout [UInt8]) {
        for value in values {
            guard let value else {
                bytes.append(0)
                continue
            }
            let difference = Varint.zigzag(value)
            if difference == .max {
                // 1 + max does not fit: nine full bytes and a tenth say it.
                bytes.append(contentsOf: [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02])
            } else {
                Varint.append(difference + 1, to: &bytes)
            }
        }
    }

    /// 0 is unknown; anything else is 1 + the zigzag difference to the sample before, in a keyframe and where that was
    /// unknown to 0. Wrapping: differences of extreme values wrap the same way back.
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
