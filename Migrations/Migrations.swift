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
        Migration("0011_keystone_domain", PackageResources._011_keystone_domain_sql),
        Migration("0012_keystone_user", PackageResources._012_keystone_user_sql),
        Migration("0013_keystone_role_assignment", PackageResources._013_keystone_role_assignment_sql),
        Migration("0014_keystone_region", PackageResources._014_keystone_region_sql),
        Migration("0015_keystone_service", PackageResources._015_keystone_service_sql),
        Migration("0016_keystone_endpoint", PackageResources._016_keystone_endpoint_sql),
        Migration("0017_nova_server_group", PackageResources._017_nova_server_group_sql),
        Migration("0018_nova_availability_zone", PackageResources._018_nova_availability_zone_sql),
        Migration("0019_nova_migration", PackageResources._019_nova_migration_sql),
        Migration("0020_nova_deleted_server", PackageResources._020_nova_deleted_server_sql),
        Migration("0021_nova_quota", PackageResources._021_nova_quota_sql),
        Migration("0022_placement_allocation", PackageResources._022_placement_allocation_sql),
        Migration(
            "0023_placement_resource_provider_aggregates",
            PackageResources._023_placement_resource_provider_aggregates_sql),
        Migration("0024_neutron_network", PackageResources._024_neutron_network_sql),
        Migration("0025_neutron_subnet", PackageResources._025_neutron_subnet_sql),
        Migration("0026_neutron_router", PackageResources._026_neutron_router_sql),
        Migration("0027_neutron_port", PackageResources._027_neutron_port_sql),
        Migration("0028_neutron_floatingip", PackageResources._028_neutron_floatingip_sql),
        Migration("0029_neutron_security_group", PackageResources._029_neutron_security_group_sql),
        Migration("0030_neutron_security_group_rule", PackageResources._030_neutron_security_group_rule_sql),
        Migration("0031_neutron_agent", PackageResources._031_neutron_agent_sql),
        Migration("0032_neutron_quota", PackageResources._032_neutron_quota_sql),
        Migration("0033_glance_image", PackageResources._033_glance_image_sql),
        Migration("0034_cinder_volume", PackageResources._034_cinder_volume_sql),
        Migration("0035_cinder_attachment", PackageResources._035_cinder_attachment_sql),
        Migration("0036_cinder_snapshot", PackageResources._036_cinder_snapshot_sql),
        Migration("0037_cinder_volume_type", PackageResources._037_cinder_volume_type_sql),
        Migration("0038_cinder_service", PackageResources._038_cinder_service_sql),
        Migration("0039_cinder_pool", PackageResources._039_cinder_pool_sql),
        Migration("0040_cinder_quota", PackageResources._040_cinder_quota_sql),
        Migration("0041_views", PackageResources._041_views_sql),
        Migration("0042_juju_controller", PackageResources._042_juju_controller_sql),
        Migration("0043_juju_model", PackageResources._043_juju_model_sql),
        Migration("0044_juju_machine", PackageResources._044_juju_machine_sql),
        Migration("0045_juju_application", PackageResources._045_juju_application_sql),
        Migration("0046_juju_unit", PackageResources._046_juju_unit_sql),
        Migration("0047_juju_integration", PackageResources._047_juju_integration_sql),
        Migration("0048_juju_storage", PackageResources._048_juju_storage_sql),
        Migration("0049_juju_offer", PackageResources._049_juju_offer_sql),
        Migration("0050_juju_remote_application", PackageResources._050_juju_remote_application_sql),
        Migration("0051_vault_unit", PackageResources._051_vault_unit_sql),
        Migration("0052_maas_machine", PackageResources._052_maas_machine_sql),
        Migration("0053_maas_interface", PackageResources._053_maas_interface_sql),
        Migration("0054_maas_block_device", PackageResources._054_maas_block_device_sql),
        Migration("0055_maas_device", PackageResources._055_maas_device_sql),
        Migration("0056_ceph_cluster", PackageResources._056_ceph_cluster_sql),
        Migration("0057_ceph_health_check", PackageResources._057_ceph_health_check_sql),
        Migration("0058_ceph_mon", PackageResources._058_ceph_mon_sql),
        Migration("0059_ceph_mgr", PackageResources._059_ceph_mgr_sql),
        Migration("0060_ceph_host", PackageResources._060_ceph_host_sql),
        Migration("0061_ceph_osd", PackageResources._061_ceph_osd_sql),
        Migration("0062_ceph_pool", PackageResources._062_ceph_pool_sql),
        Migration("0063_ceph_rbd_image", PackageResources._063_ceph_rbd_image_sql),
        Migration("0064_ceph_rgw", PackageResources._064_ceph_rgw_sql),
        Migration("0065_maas_tag", PackageResources._065_maas_tag_sql),
        Migration("0066_maas_zone", PackageResources._066_maas_zone_sql),
        Migration("0067_maas_resource_pool", PackageResources._067_maas_resource_pool_sql),
        Migration("0068_maas_fabric", PackageResources._068_maas_fabric_sql),
        Migration("0069_maas_vlan", PackageResources._069_maas_vlan_sql),
        Migration("0070_maas_subnet", PackageResources._070_maas_subnet_sql),
        Migration("0071_maas_space", PackageResources._071_maas_space_sql),
        Migration("0072_maas_vm_host", PackageResources._072_maas_vm_host_sql),
        Migration("0073_maas_controller", PackageResources._073_maas_controller_sql),
        Migration("0074_nova_instance_action", PackageResources._074_nova_instance_action_sql),
        Migration("0075_updated_at", PackageResources._075_updated_at_sql),
        Migration("0076_nova_flavor_access", PackageResources._076_nova_flavor_access_sql),
        Migration("0080_journal", PackageResources._080_journal_sql),
    ]
}
