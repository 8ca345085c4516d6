/// Kinds that Keystone lists; API v3.
public enum Keystone {
    /// In the order in which they are asked and shown.
    static let collectors: [CollectorEntry<OpenStackClient>] = [
        .openStack(Projects())
    ]
}
