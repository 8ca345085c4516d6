import TomboRecords

/// What one layer knows of a physical host, with everything that could tell
/// it from another.
struct HostMember: Hashable {
    /// A kind of which each resource is one host, or nearly so.
    enum Kind: String, CaseIterable {
        // In the order in which they are joined: the iron first.
        case maas = "maas_machine"
        case juju = "juju_machine"
        case nova = "nova_hypervisor"
        case placement = "placement_resource_provider"
        case ceph = "ceph_host"

        /// As a person calls the layer.
        var layer: String {
            switch self {
            case .maas: "MAAS"
            case .juju: "Juju"
            case .nova: "Nova"
            case .placement: "Placement"
            case .ceph: "Ceph"
            }
        }

        /// Whether one that fits no host is a host all the same. A provider
        /// may be a part of a host, or a pool that is none.
        var standsAlone: Bool { self != .placement }
    }

    var kind: Kind
    var key: String
    var name: String
    /// `hypervisor/node3.maas`, as `show` takes it.
    var reference: String
    /// By the rule that each is for.
    var identifiers: [HostRule: Set<String>]
}

/// By what two layers' views of a host are known to be of one; the first that
/// finds something decides (design §6).
enum HostRule: Int, CaseIterable {
    /// Juju's `instance-id` is the `system_id` that MAAS gave the machine.
    case instance
    /// The whole name, with its domain.
    case fqdn
    /// The first label of the name, in lower case.
    case shortName
    case address
    case mac

    /// Whether one thing may have it twice by right: a bridge has the same
    /// address on every host, and then it says nothing about any.
    var isSharedAtTimes: Bool { self == .address || self == .mac }

    /// For a person who wants to check it.
    func words(_ value: String) -> String {
        switch self {
        case .instance: "instance_id = system_id: \(value)"
        case .fqdn: "same FQDN: \(value)"
        case .shortName: "same short name: \(value)"
        case .address: "same IP address: \(value)"
        case .mac: "same MAC address: \(value)"
        }
    }
}

extension HostRule {
    /// Names, addresses and MACs as identifiers; what is no use as one is left out.
    static func identifiers(
        instance: String? = nil, names: [String?], addresses: [String?] = [], macs: [String?] = []
    ) -> [HostRule: Set<String>] {
        let names = names.compactMap { $0?.lowercased() }.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
        // Juju puts an address where it has no name.
        let isAddress = { (text: String) in text.contains(":") || text.allSatisfy { $0.isNumber || $0 == "." } }
        let real = names.filter { !$0.isEmpty && $0 != "localhost" && !isAddress($0) }
        let found = (addresses.compactMap { $0?.lowercased() } + names.filter(isAddress)).filter(tellsApart)
        var identifiers: [HostRule: Set<String>] = [:]
        if let instance, !instance.isEmpty { identifiers[.instance] = [instance] }
        identifiers[.fqdn] = Set(real.filter { $0.contains(".") })
        identifiers[.shortName] = Set(real.map { String($0.prefix { $0 != "." }) })
        identifiers[.address] = Set(found)
        identifiers[.mac] = Set(macs.compactMap { $0?.lowercased() })
        return identifiers.filter { !$0.value.isEmpty }
    }

    /// Not those that every host has for itself.
    private static func tellsApart(_ address: String) -> Bool {
        !address.isEmpty && !["127.", "169.254.", "fe80:", "0.0.0.0"].contains { address.hasPrefix($0) }
            && address != "::1"
    }
}
