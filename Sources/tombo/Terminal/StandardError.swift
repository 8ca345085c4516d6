import Foundation

/// Everything that is not data goes here.
enum StandardError {
    /// A reader that has gone (`tombo collect 2>&1 | head -1`) ends no collection.
    static func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                return
            }
            rest = rest.dropFirst(written)
        }
    }
}

/// Data, and nothing else, goes here.
enum StandardOutput {
    /// Ends quietly when the reader has gone (`tombo list servers | head`).
    static func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE { throw Failure(.done) }
                throw CocoaError(.fileWriteUnknown)
            }
            rest = rest.dropFirst(written)
        }
    }
}
