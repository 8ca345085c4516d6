import Foundation

/// An IP address, or a range in CIDR form, as text.
struct AddressText: Hashable {
    /// 4 or 16.
    var bytes: [UInt8]
    /// Bits that the range has in common; nil for an address alone.
    var length: Int?

    init(bytes: [UInt8], length: Int? = nil) {
        self.bytes = bytes
        self.length = length
    }

    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first, let bytes = Self.bytes(String(address)) else { return nil }
        self.bytes = bytes
        if parts.count == 2 {
            guard let length = Int(parts[1]), (0...bytes.count * 8).contains(length), parts[1].allSatisfy(\.isNumber)
            else { return nil }
            self.length = length
        }
    }

    var text: String {
        var buffer = [CChar](repeating: 0, count: 64)
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        _ = inet_ntop(family, bytes, &buffer, socklen_t(buffer.count))
        let address = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return length.map { "\(address)/\($0)" } ?? address
    }

    /// The same with all bits behind the first `count` 0.
    func masked(_ count: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let kept = max(0, min(8, count - index * 8))
            return byte & UInt8(truncatingIfNeeded: 0xff00 >> kept)
        }
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        guard text.contains(".") || text.contains(":"), text.utf8.count < 46 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes.prefix(4)) }
        return inet_pton(AF_INET6, text, &bytes) == 1 ? bytes : nil
    }
}
