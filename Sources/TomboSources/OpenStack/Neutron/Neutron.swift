/// Kinds that Neutron lists; API v2.0, which knows no microversions.
public enum Neutron {
    /// In the order in which they are asked and shown.
    static let collectors: [CollectorEntry<OpenStackClient>] = [
        .openStack(Networks()),
        .openStack(Subnets()),
        .openStack(Routers()),
        .openStack(Ports()),
        .openStack(FloatingIPs()),
        .openStack(SecurityGroups()),
        .openStack(SecurityGroupRules()),
        .openStack(Agents()),
        .openStack(Quotas()),
    ]

    /// Neutron gives everything at once unless it is asked for less; a page
    /// of ports is a megabyte.
    static let page = [("limit", "1000")]
}
