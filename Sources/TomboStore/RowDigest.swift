import Crypto
import Dispatch
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
    /// A column, and where its name with the closing 0 stands in ``names``.
    private struct Field {
        var index: Int
        var start: Int
        var count: Int
    }

    private let fields: [Field]
    /// All names in one piece: an array for each would be counted up and down for every row.
    private let names: [UInt8]
    private var buffer = [UInt8](repeating: 0, count: 4096)
    private var json: [UInt8] = []

    init(spec: RecordSpec) {
        var names: [UInt8] = []
        fields = spec.digestIndices.map { index in
            let start = names.count
            names += Array(spec.columns[index].name.utf8) + [0]
            return Field(index: index, start: start, count: names.count - start)
        }
        self.names = names
    }

    /// The digest of one canonical value for each column of the spec.
    mutating func digest(_ values: [Value]) -> RowDigest {
        while true {
            if let digest = attempt(values) { return digest }
            buffer = [UInt8](repeating: 0, count: buffer.count * 2)
        }
    }

    /// The digest of each row, worked out on every processor.
    static func digests(of rows: [RecordRow], spec: RecordSpec) -> [RowDigest] {
        let size = 1000
        return Array(unsafeUninitializedCapacity: rows.count) { digests, count in
            // Each part fills in its own places.
            nonisolated(unsafe) let digests = digests
            DispatchQueue.concurrentPerform(iterations: (rows.count + size - 1) / size) { part in
                var digester = RowDigester(spec: spec)
                for place in part * size..<min((part + 1) * size, rows.count) {
                    digests.initializeElement(at: place, to: digester.digest(rows[place].values))
                }
            }
            count = rows.count
        }
    }

    /// - Returns: nil when the buffer is too small.
    private mutating func attempt(_ values: [Value]) -> RowDigest? {
        buffer.withUnsafeMutableBytes { bytes in
            var sink = Sink(bytes: bytes)
            names.withUnsafeBytes { names in
                for field in fields {
                    sink.append(
                        values[field.index], named: .init(rebasing: names[field.start..<field.start + field.count]),
                        json: &json)
                }
            }
            guard sink.fits else { return nil }
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[..<sink.count]))
            return hash.finalize().withUnsafeBytes { raw in
                RowDigest(
                    high: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                    low: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
            }
        }
    }
}

/// Fills a piece of memory, and remembers when it was too small.
private struct Sink {
    let bytes: UnsafeMutableRawBufferPointer
    private(set) var count = 0
    private(set) var fits = true

    init(bytes: UnsafeMutableRawBufferPointer) { self.bytes = bytes }

    /// A tag, and a length where the value has one: no two rows encode alike.
    mutating func append(_ value: Value, named name: UnsafeRawBufferPointer, json: inout [UInt8]) {
        switch value {
        case .null: return
        case .bool(let bool): append(name, 1, bool ? 1 : 0)
        case .integer(let integer): append(name, 1, UInt64(bitPattern: integer))
        case .real(let real): append(name, 2, real.bitPattern)
        case .text(let text):
            let isNative: Void? = text.utf8.withContiguousStorageIfAvailable {
                append(name, 3, UInt64($0.count))
                append(UnsafeRawBufferPointer($0))
            }
            if isNative == nil {
                append(.text(String(decoding: Array(text.utf8), as: UTF8.self)), named: name, json: &json)
            }
        case .list, .object:
            // Stored as JSON text, so digested as such: verifying needs the stored row only.
            json.removeAll(keepingCapacity: true)
            value.appendJSON(to: &json)
            append(name, 3, UInt64(json.count))
            json.withUnsafeBytes { append($0) }
        }
    }

    private mutating func append(_ name: UnsafeRawBufferPointer, _ tag: UInt8, _ number: UInt64) {
        guard fits, count + name.count + 9 <= bytes.count else { return fits = false }
        append(name)
        bytes.storeBytes(of: tag, toByteOffset: count, as: UInt8.self)
        bytes.storeBytes(of: number.littleEndian, toByteOffset: count + 1, as: UInt64.self)
        count += 9
    }

    private mutating func append(_ part: UnsafeRawBufferPointer) {
        guard fits, count + part.count <= bytes.count else { return fits = false }
        if let start = part.baseAddress {
            bytes.baseAddress?.advanced(by: count).copyMemory(from: start, byteCount: part.count)
        }
        count += part.count
    }
}
