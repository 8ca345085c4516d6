/// Kinds that Keystone lists; API v3.
public enum Keystone {
    /// In the order in which they are asked and shown.
    static let collectors: [CollectorEntry<OpenStackClient>] = [
        .openStack(Domains()),
        .openStack(Projects()),
        .openStack(Users()),
        .openStack(RoleAssignments()),
        .openStack(Regions()),
        .openStack(Services()),
        .openStack(Endpoints()),
    ]
}
