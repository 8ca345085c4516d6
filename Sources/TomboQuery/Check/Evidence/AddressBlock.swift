/// A range of IP addresses that have their first bits in common.
struct AddressBlock: Hashable {
    private let address: AddressText
    let length: Int

    /// Reads `192.168.0.0/24`; an address alone is a block of one.
    init?(_ text: String) {
        guard let address = AddressText(text) else { return nil }
        length = address.length ?? address.bytes.count * 8
        self.address = AddressText(bytes: address.masked(length), length: length)
    }

    var isVersion4: Bool { address.bytes.count == 4 }
    var text: String { address.text }

    func contains(_ other: AddressBlock) -> Bool {
        isVersion4 == other.isVersion4 && length <= other.length && other.address.masked(length) == address.bytes
    }

    func overlaps(_ other: AddressBlock) -> Bool { contains(other) || other.contains(self) }

    /// Ranges for anybody's inside: RFC 1918, 6598, 3927, 4193, 4291, and those of documents and benchmarks (RFC 5737, 3849, 2544).
    static let inside = [
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "192.0.2.0/24",
        "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15", "fc00::/7", "fe80::/10", "2001:db8::/32",
    ].compactMap(AddressBlock.init)

    /// This network, loopback, multicast and reserved (RFC 6890).
    static let neverHosts = ["0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/3", "ff00::/8"].compactMap(AddressBlock.init)
}
