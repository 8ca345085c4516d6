public import TomboRecords

/// Every kind that tombo reads from an OpenStack cloud, and who reads it.
public enum OpenStackCatalog {
    /// By service, in the order in which they are asked: what others point at first.
    public static let services: [(service: OpenStackService, entries: [CollectorEntry<OpenStackClient>])] = [
        (.identity, Keystone.collectors), (.compute, Nova.collectors), (.placement, Placement.collectors),
        (.network, Neutron.collectors), (.image, Glance.collectors), (.volume, Cinder.collectors),
    ]

    public static let all: [CollectorEntry<OpenStackClient>] = services.flatMap(\.entries)

    public static let specs: [RecordSpec] = all.map(\.spec)
}

extension CollectorEntry<OpenStackClient> {
    /// A collector under ``AdminRule``: said here and not in the collectors,
    /// so that none can forget the rule.
    static func openStack<C: Collector>(_ collector: C) -> Self where C.Client == OpenStackClient {
        Self(AdminRule(collector))
    }
}
