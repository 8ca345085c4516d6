public import TomboRecords

/// Every kind that tombo reads from an OpenStack cloud, and who reads it.
public enum OpenStackCatalog {
    /// In the order in which they are asked: what others point at first.
    public static let all: [CollectorEntry<OpenStackClient>] =
        Keystone.collectors + Nova.collectors + Placement.collectors
        + Neutron.collectors + Glance.collectors + Cinder.collectors

    public static let specs: [RecordSpec] = all.map(\.spec)

}

extension CollectorEntry<OpenStackClient> {
    /// A collector under ``AdminRule``: said here and not in the collectors,
    /// so that none can forget the rule.
    static func openStack<C: Collector>(_ collector: C) -> Self where C.Client == OpenStackClient {
        Self(AdminRule(collector))
    }
}
