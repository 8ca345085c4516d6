import TomboRecords

extension Neutron {
    /// An address of a port or a router, and the subnet that it is from.
    struct FixedIP: Decodable {
        var address: String
        var subnet: String?

        enum CodingKeys: String, CodingKey {
            case address = "ip_address"
            case subnet = "subnet_id"
        }

        var value: Value {
            .object([.init("ip_address", .init(address)), .init("subnet_id", .init(subnet))])
        }
    }

    /// A range that Neutron gives addresses from, both ends included.
    struct AllocationPool: Decodable {
        var start: String
        var end: String

        var value: Value { .object([.init("start", .init(start)), .init("end", .init(end))]) }
    }

    /// A route that a router has, or that a subnet tells its guests.
    struct Route: Decodable {
        var destination: String
        var nexthop: String

        var value: Value { .object([.init("destination", .init(destination)), .init("nexthop", .init(nexthop))]) }
    }

    /// What else a port may send from, beside its own addresses.
    struct AddressPair: Decodable {
        var address: String
        var mac: String?

        enum CodingKeys: String, CodingKey {
            case address = "ip_address"
            case mac = "mac_address"
        }

        var value: Value {
            .object([.init("ip_address", .init(address)), .init("mac_address", .init(mac?.lowercased()))])
        }
    }
}
