/// The part of a cloud that a kind belongs to: the source it is read from.
public enum Layer: String, Sendable, CaseIterable {
    // From the iron up.
    case maas, juju, ceph, vault, openstack

    /// The first word of a kind's name says it; OpenStack's kinds begin with its services.
    public init(kind: String) {
        switch kind.prefix(while: { $0 != "_" }) {
        case "maas": self = .maas
        case "juju": self = .juju
        case "ceph": self = .ceph
        case "vault": self = .vault
        default: self = .openstack
        }
    }
}

extension RecordSpec {
    public var layer: Layer { Layer(kind: kind) }
}
