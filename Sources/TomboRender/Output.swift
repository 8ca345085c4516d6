/// A buffer that a format writes into, emptied into the caller's sink now and
/// then, so that a large answer is never held twice.
struct Output {
    var bytes: [UInt8] = []
    private let sink: ([UInt8]) throws -> Void
    private let chunk: Int

    init(chunk: Int = 1 << 16, sink: @escaping ([UInt8]) throws -> Void) {
        self.sink = sink
        self.chunk = chunk
        bytes.reserveCapacity(chunk + chunk / 4)
    }

    mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func write(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

    mutating func spaces(_ count: Int) {
        if count > 0 { bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count)) }
    }

    /// Drops blanks at the end of the line being written: they are invisible,
    /// and they make a diff of two outputs lie.
    mutating func trimSpaces() {
        while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    }

    /// Called between rows: hands on what has come together.
    mutating func checkpoint() throws {
        if bytes.count >= chunk { try flush() }
    }

    mutating func flush() throws {
        if bytes.isEmpty { return }
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
