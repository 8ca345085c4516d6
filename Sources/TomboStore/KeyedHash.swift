import Crypto

/// HMAC-SHA256 under one secret: the same text gives the same bytes, and
/// nobody without the secret can tell which text it was.
public struct KeyedHash: Sendable {
    /// Bytes of a secret.
    public static let secretLength = 32

    private let key: SymmetricKey

    public init(secret: [UInt8]) { key = SymmetricKey(data: secret) }

    /// 32 bytes for `text`; another purpose gives others for the same text.
    public func bytes(_ purpose: String, _ text: some Sequence<UInt8>) -> [UInt8] {
        // A purpose holds no 0, so that no two pairs read alike.
        Array(HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8) + [0] + Array(text), using: key))
    }

    /// As many bytes as are asked for.
    public func bytes(_ purpose: String, _ text: String, count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var part = 0
        while bytes.count < count {
            bytes += self.bytes("\(purpose) \(part)", text.utf8)
            part += 1
        }
        return Array(bytes.prefix(count))
    }
}
