import Testing
import TomboStore
import TomboTestKit

@testable import TomboQuery

@Suite("Addresses of an anonymous export")
struct AddressCipherTests {
    private static func cipher(_ seed: Seed) -> AddressCipher {
        var random = seed
        return AddressCipher(KeyedHash(secret: (0..<32).map { _ in .random(in: 0...255, using: &random) }))
    }

    /// Random addresses, many of them near each other and near the blocks that stay.
    private static func addresses(_ seed: Seed, bytes: Int) -> [AddressText] {
        var random = seed
        let starts =
            bytes == 4
            ? [
                "10.1.2.3", "172.16.0.1", "172.31.0.1", "192.168.1.1", "192.169.0.97", "100.64.3.1", "8.8.8.8",
                "127.0.0.1",
            ]
            : ["2001:db8::1", "fd00:1:2::3", "fe80::5054:ff:fe0a:101", "ff02::1:ff0a:101", "::1", "2600::", "fc00::1"]
        return (0..<60).map { _ in
            var bytes = starts.randomElement(using: &random).flatMap { AddressText($0)?.bytes } ?? []
            // Keeps some of the beginning, so that every length of common prefix is met.
            let bit = Int.random(in: 0...bytes.count * 8, using: &random)
            for place in bit..<bytes.count * 8 where Bool.random(using: &random) {
                bytes[place / 8] ^= 0x80 >> UInt8(place % 8)
            }
            return AddressText(bytes: bytes)
        }
    }

    @Test("two addresses have as many leading bits in common as before", arguments: Seed.some, [4, 16])
    func prefixes(seed: Seed, bytes: Int) {
        var cipher = Self.cipher(seed)
        let addresses = Self.addresses(seed, bytes: bytes)
        let made = addresses.map { cipher.replacement(for: $0).bytes }
        // Gathered first: an expectation for each of so many pairs takes longer than all the rest.
        let wrong = addresses.indices.flatMap { a in
            addresses.indices.filter { b in
                AddressCipher.common(made[a], made[b])
                    != AddressCipher.common(addresses[a].bytes, addresses[b].bytes)
            }.map { "\(addresses[a].text) and \(addresses[$0].text)" }
        }
        #expect(wrong.isEmpty)
    }

    @Test("a range becomes one of the same length that holds what it held", arguments: Seed.some, [4, 16])
    func ranges(seed: Seed, bytes: Int) {
        var cipher = Self.cipher(seed)
        var wrong: [String] = []
        for address in Self.addresses(seed, bytes: bytes).prefix(15) {
            let alone = cipher.replacement(for: address)
            for length in 0...bytes * 8 {
                let made = cipher.replacement(for: AddressText(bytes: address.masked(length), length: length))
                if made.length != length || made.masked(length) != made.bytes || alone.masked(length) != made.bytes {
                    wrong.append("\(address.text)/\(length)")
                }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test("private stays private, and what means the same everywhere stays itself", arguments: Seed.some)
    func blocks(seed: Seed) {
        var cipher = Self.cipher(seed)
        func made(_ text: String) -> String? { AddressText(text).map { cipher.replacement(for: $0).text } }
        for same in [
            "0.0.0.0", "0.0.0.0/0", "127.0.0.1", "169.254.169.254", "224.0.0.5", "255.255.255.255", "10.0.0.0/8",
            "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::", "::1", "::/0", "ff02::1", "fe80::/64", "fd00::/8",
        ] {
            #expect(made(same) == same)
        }
        #expect(made("10.20.30.40")?.hasPrefix("10.") == true)
        #expect(made("192.168.7.9")?.hasPrefix("192.168.") == true)
        #expect(made("fe80::5054:ff:fe0a:101")?.hasPrefix("fe80::") == true)
        #expect(made("fe80::5054:ff:fe0a:101") != "fe80::5054:ff:fe0a:101")
        // An IPv4 address in IPv6's clothes stays the same one.
        #expect(made("::ffff:10.20.30.40") == made("10.20.30.40").map { "::ffff:" + $0 })
        for seed in 0..<200 {
            var random = Seed(UInt64(seed))
            let bytes = (0..<4).map { _ in UInt8.random(in: 0...255, using: &random) }
            let private172 = { (bytes: [UInt8]) in bytes[0] == 172 && bytes[1] & 0xf0 == 16 }
            let mapped = cipher.replacement(for: AddressText(bytes: bytes)).bytes
            #expect(private172(bytes) == private172(mapped) && (bytes[0] == 10) == (mapped[0] == 10))
        }
    }

    @Test("another secret gives other addresses")
    func secret() {
        let address = AddressText("10.20.30.40") ?? AddressText(bytes: [])
        let made = Set(
            Seed.some.map { seed in
                var cipher = Self.cipher(seed)
                return cipher.replacement(for: address)
            })
        #expect(made.count > 15)
    }

    @Test("reads addresses and ranges and nothing else")
    func texts() {
        for text in ["10.0.0.1", "10.0.0.0/24", "fe80::1", "2001:db8::/32"] { #expect(AddressText(text)?.text == text) }
        for text in ["10.0.0", "10.0.0.1/33", "10.0.0.1/", "10.0.0.1/x", "16.2.15", "db", "", "12", "10.0.0.1:80"] {
            #expect(AddressText(text) == nil, "\(text)")
        }
    }
}
