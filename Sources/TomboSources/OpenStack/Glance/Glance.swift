/// Kinds that Glance lists; API v2, which knows no microversions.
public enum Glance {
    /// In the order in which they are asked and shown.
    static let collectors: [CollectorEntry<OpenStackClient>] = [
        .openStack(Images())
    ]
}
