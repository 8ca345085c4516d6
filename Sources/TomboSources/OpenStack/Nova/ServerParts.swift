import TomboRecords

/// The copy of its flavor that a server carries (microversion 2.47 and later).
///
/// It has no id, and its name may be that of a flavor deleted or changed since.
struct ServerFlavor {
    var name: String
    var vcpus: Int64
    var ram: Int64
    var disk: Int64
    var ephemeral: Int64?
    var swap: Int64?
    var extraSpecs: Value

    init(_ place: JSONPlace) throws {
        name = try place.required("original_name").text()
        vcpus = try place.required("vcpus").integer()
        ram = try place.required("ram").integer()
        disk = try place.required("disk").integer()
        ephemeral = try place.present("ephemeral")?.integer()
        swap = try place.present("swap").map(Nova.SwapSize.mib)
        extraSpecs = try place.present("extra_specs")?.texts() ?? .null
    }

    func append(to values: inout [Value]) {
        values += [
            .text(name), .integer(vcpus), .integer(ram), .integer(disk), .init(ephemeral), .init(swap), extraSpecs,
        ]
    }
}

/// Why a server is in `ERROR`; its `details`, a stack trace, are not read.
struct ServerFault: Decodable {
    var code: Int64?
    var message: String?
}

/// What a server was made from.
enum ServerImage {
    private struct Identified: Decodable { var id: String }

    static func id(_ image: JSONPlace) throws -> String? {
        image.isEmptyText ? nil : try image.required("id").text()
    }

    /// The image's id; an empty text in place of the image means that the
    /// server boots from a volume.
    static func id<Key: CodingKey>(_ fields: KeyedDecodingContainer<Key>, _ key: Key) throws -> String? {
        do {
            return try fields.decodeIfPresent(Identified.self, forKey: key)?.id
        } catch {
            // Tried second: nearly every server has an image, and a failed attempt costs.
            guard let text = try? fields.decode(String.self, forKey: key), text.isEmpty else { throw error }
            return nil
        }
    }
}

/// The addresses of a server, as Nova nests them below the names of their networks.
enum ServerAddresses {
    static func values(_ networks: JSONPlace) throws -> [Value] {
        var addresses: [Value] = []
        try networks.forEachMember { network, list in
            try list.forEach { addresses.append(try value($0, network)) }
        }
        return addresses
    }

    private static func value(_ place: JSONPlace, _ network: String) throws -> Value {
        let address = try place.required("addr").text()
        let version = try place.present("version")?.integer()
        let type = try place.present("OS-EXT-IPS:type")?.text()
        // Lower case, as Neutron writes it.
        let mac = try place.present("OS-EXT-IPS-MAC:mac_addr")?.text().lowercased()
        return .object([
            .init("address", .text(address)), .init("mac", .init(mac)), .init("network", .text(network)),
            .init("type", .init(type)), .init("version", .init(version)),
        ])
    }
}
