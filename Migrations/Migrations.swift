/// One step of the schema's history; frozen once shipped.
public struct Migration: Sendable {
    /// The file's name without `.sql`.
    public let name: String
    public let sql: String

    init(_ name: String, _ bytes: [UInt8]) {
        self.name = name
        sql = String(decoding: bytes, as: UTF8.self)
    }
}

/// Every migration, in the order of their numbers: one line a file.
public enum Migrations {
    // `.embedInCode` makes one symbol a file and drops the first character of its name.
    public static let all: [Migration] = [
        Migration("0001_core", PackageResources._001_core_sql),
        Migration("0002_keystone_project", PackageResources._002_keystone_project_sql),
        Migration("0003_nova_server", PackageResources._003_nova_server_sql),
        Migration("0004_nova_hypervisor", PackageResources._004_nova_hypervisor_sql),
        Migration("0005_nova_compute_service", PackageResources._005_nova_compute_service_sql),
        Migration("0006_nova_flavor", PackageResources._006_nova_flavor_sql),
        Migration("0007_nova_aggregate", PackageResources._007_nova_aggregate_sql),
        Migration("0008_placement_resource_provider", PackageResources._008_placement_resource_provider_sql),
        Migration("0009_placement_inventory", PackageResources._009_placement_inventory_sql),
        Migration("0010_placement_usage", PackageResources._010_placement_usage_sql),
    ]
}
