import Foundation

/// Everything that is not data goes here.
enum StandardError {
    /// A reader that has gone (`tombo collect 2>&1 | head -1`) ends no collection.
    static func write(_ text: String) { _ = writeAll(Array(text.utf8), to: STDERR_FILENO) }
}

/// Data, and nothing else, goes here.
enum StandardOutput {
    /// Ends quietly when the reader has gone (`tombo list servers | head`).
    static func write(_ bytes: [UInt8]) throws {
        if writeAll(bytes, to: STDOUT_FILENO) { return }
        if errno == EPIPE { throw Failure(.done) }
        throw CocoaError(.fileWriteUnknown)
    }
}

/// Whether all of it was taken; if not, `errno` says why.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
        let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        if written < 0 {
            if errno == EINTR { continue }
            return false
        }
        rest = rest.dropFirst(written)
    }
    return true
}
