import Crypto
import TomboRecords

/// The first 16 bytes of a SHA-256 over the canonical values of a version.
///
/// It decides whether a resource changed, and stands for the version in the
/// chain. Only fields that are known go in, each with its name: so neither the
/// order of columns nor a new column that is still unknown changes it.
struct RowDigest: Hashable, Sendable {
    var high: UInt64
    var low: UInt64

    var bytes: [UInt8] {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
    }

    init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == 16 else { return nil }
        (high, low) = bytes.withUnsafeBytes { raw in
            (
                UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    fileprivate init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

/// Works out digests; keeps its buffer from row to row, as it runs for every
/// resource of every poll.
struct RowDigester {
    private let fields: [(name: [UInt8], index: Int)]
    private var buffer: [UInt8] = []

    init(spec: RecordSpec) {
        fields = spec.digestIndices.map { (Array(spec.columns[$0].name.utf8) + [0], $0) }
        buffer.reserveCapacity(2048)
    }

    /// The digest of one canonical value for each column of the spec.
    mutating func digest(_ values: [Value]) -> RowDigest {
        buffer.removeAll(keepingCapacity: true)
        for field in fields {
            let value = values[field.index]
            if case .null = value { continue }
            buffer.append(contentsOf: field.name)
            Self.append(value, to: &buffer)
        }
        return SHA256.hash(data: buffer).withUnsafeBytes { raw in
            RowDigest(
                high: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                low: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }

    /// A tag, and a length where the value has one: no two rows encode alike.
    private static func append(_ value: Value, to buffer: inout [UInt8]) {
        switch value {
        case .null: buffer.append(0)
        case .bool(let bool): append(1, bool ? 1 : 0, to: &buffer)
        case .integer(let integer): append(1, UInt64(bitPattern: integer), to: &buffer)
        case .real(let real): append(2, real.bitPattern, to: &buffer)
        case .text(let text):
            append(3, UInt64(text.utf8.count), to: &buffer)
            buffer.append(contentsOf: text.utf8)
        case .list, .object:
            // Stored as JSON text, so digested as such: verifying needs the stored row only.
            let start = buffer.count
            append(3, 0, to: &buffer)
            value.appendJSON(to: &buffer)
            let length = UInt64(buffer.count - start - 9)
            withUnsafeBytes(of: length.littleEndian) { raw in
                for (offset, byte) in raw.enumerated() { buffer[start + 1 + offset] = byte }
            }
        }
    }

    private static func append(_ tag: UInt8, _ number: UInt64, to buffer: inout [UInt8]) {
        buffer.append(tag)
        withUnsafeBytes(of: number.littleEndian) { buffer.append(contentsOf: $0) }
    }
}
