public import TomboRecords

/// Every kind that tombo reads from an OpenStack cloud, and who reads it.
public enum OpenStackCatalog {
    /// In the order in which they are asked: what others point at first.
    public static let all: [CollectorEntry<OpenStackClient>] = [
        entry(Keystone.Projects()),
        entry(Nova.Servers()),
        entry(Nova.Hypervisors()),
        entry(Nova.ComputeServices()),
        entry(Nova.Flavors()),
        entry(Nova.Aggregates()),
        entry(Placement.ResourceProviders()),
        entry(Placement.Inventories()),
        entry(Placement.Usages()),
    ]

    public static let specs: [RecordSpec] = all.map(\.spec)

    /// Here and not in the collectors, so that none can forget the rule.
    private static func entry<C: Collector>(_ collector: C) -> CollectorEntry<OpenStackClient>
    where C.Client == OpenStackClient {
        CollectorEntry(AdminRule(collector))
    }
}
