/// Kinds that Placement lists; microversions 1.14 to 1.39.
public enum Placement {
    /// In the order in which they are asked and shown.
    static let collectors: [CollectorEntry<OpenStackClient>] = [
        .openStack(ResourceProviders()),
        .openStack(Inventories()),
        .openStack(Usages()),
        .openStack(Allocations()),
    ]
}
