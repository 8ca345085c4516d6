import TomboStore

/// Replaces IP addresses one to one so that two have as many leading bits in
/// common as before, for every number of bits.
///
/// The way of Crypto-PAn (Xu, Fan, Ammar and Moon, 2002): whether a bit is
/// turned depends on the bits before it and the secret alone. Here HMAC-SHA256
/// decides, 255 bits of the tree at once. The blocks whose meaning is in their
/// number stay where they are (``blocks``), so the path to each is not turned.
struct AddressCipher {
    private struct Block {
        var bytes: [UInt8]
        var length: Int
        /// Whether what is in it stays too.
        var isKept: Bool

        init(_ cidr: String, isKept: Bool = false) {
            let address = AddressText(cidr)
            bytes = address?.bytes ?? []
            length = address?.length ?? 0
            self.isKept = isKept
        }
    }

    /// RFC 6890 and 4291: private ones are permuted within themselves, the others mean the same everywhere.
    private static let blocks: [Int: [Block]] = [
        4: [
            Block("10.0.0.0/8"), Block("100.64.0.0/10"), Block("172.16.0.0/12"), Block("192.168.0.0/16"),
            Block("0.0.0.0/8", isKept: true), Block("127.0.0.0/8", isKept: true),
            Block("169.254.0.0/16", isKept: true), Block("224.0.0.0/3", isKept: true),
        ],
        16: [
            Block("2000::/3"), Block("fc00::/8"), Block("fd00::/8"),
            // Behind these stand hardware addresses.
            Block("fe80::/64"), Block("ff02::1:ff00:0/104"),
            Block("::/127", isKept: true), Block("ff00::/8", isKept: true),
        ],
    ]

    private let hash: KeyedHash
    /// 256 bits for the 8 that follow some whole bytes.
    private var turns: [[UInt8]: [UInt8]] = [:]

    init(_ hash: KeyedHash) { self.hash = hash }

    mutating func replacement(for address: AddressText) -> AddressText {
        guard let length = address.length else { return AddressText(bytes: bytes(for: address.bytes)) }
        // A network's own bits end where its length does; an address with a length keeps all of its.
        let isNetwork = address.masked(length) == address.bytes
        let mapped = AddressText(bytes: bytes(for: address.bytes), length: length)
        return isNetwork ? AddressText(bytes: mapped.masked(length), length: length) : mapped
    }

    private mutating func bytes(for address: [UInt8]) -> [UInt8] {
        // ::ffff:10.0.0.1 is the address that it holds.
        if address.count == 16, address.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]) {
            return address.prefix(12) + bytes(for: Array(address.suffix(4)))
        }
        let fixed = Self.fixedDepths(address)
        var mapped: [UInt8] = []
        for index in address.indices {
            let turns = turns(after: Array(address[..<index]), of: address.count)
            var (node, byte) = (1, UInt8(0))
            for bit in 0..<8 {
                let original = Int(address[index] >> (7 - bit)) & 1
                let turn = fixed[index * 8 + bit] ? 0 : Int(turns[node / 8] >> (node % 8)) & 1
                byte = byte << 1 | UInt8(original ^ turn)
                node = node * 2 + original
            }
            mapped.append(byte)
        }
        return mapped
    }

    private mutating func turns(after prefix: [UInt8], of count: Int) -> [UInt8] {
        let key = [UInt8(count)] + prefix
        if let known = turns[key] { return known }
        let made = hash.bytes("address", key)
        turns[key] = made
        return made
    }

    /// For each bit whether it stays: on the way to a block, or in one that is kept.
    private static func fixedDepths(_ address: [UInt8]) -> [Bool] {
        let near = blocks[address.count, default: []].map { ($0, common($0.bytes, address)) }
        return (0..<address.count * 8).map { depth in
            var inner: Block?
            for (block, common) in near where common >= min(depth, block.length) {
                if depth < block.length { return true }
                if block.length > inner?.length ?? -1 { inner = block }
            }
            return inner?.isKept ?? false
        }
    }

    /// Leading bits that two addresses share.
    static func common(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var count = 0
        for (a, b) in zip(a, b) {
            count += (a ^ b).leadingZeroBitCount
            if a != b { break }
        }
        return count
    }
}
