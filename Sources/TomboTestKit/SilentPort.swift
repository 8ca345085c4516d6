import Foundation

/// A port that takes no connection and refuses none, as behind a firewall
/// that drops what it does not like.
///
/// Its queue has room for one connection, and that one is in it.
public final class SilentPort: Sendable {
    public let port: Int
    private let listener: CInt
    private let waiting: [CInt]

    /// - Throws: `POSIXError` when the machine gives no socket.
    public init() throws {
        let stream = CInt(SOCK_STREAM.rawValue)
        listener = socket(AF_INET, stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 0) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard isOpen else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        port = Int(UInt16(bigEndian: address.sin_port))
        waiting = (0..<2).map { _ in socket(AF_INET, stream, 0) }
        for descriptor in waiting {
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = connect(descriptor, $0, size) }
            }
        }
    }

    deinit { for descriptor in waiting + [listener] { close(descriptor) } }
}
