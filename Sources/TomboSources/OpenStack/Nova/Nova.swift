/// Kinds that Nova lists; microversions 2.53 to 2.87.
public enum Nova {
    /// In the order in which they are asked and shown.
    static let collectors: [CollectorEntry<OpenStackClient>] = [
        .openStack(Servers()),
        .openStack(Hypervisors()),
        .openStack(ComputeServices()),
        .openStack(Flavors()),
        .openStack(Aggregates()),
        .openStack(ServerGroups()),
        .openStack(AvailabilityZones()),
        .openStack(Migrations()),
        .openStack(DeletedServers()),
        .openStack(InstanceActions()),
        .openStack(Quotas()),
    ]
}
