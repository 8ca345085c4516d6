/// What is stated of columns by their names, and of those that are not what
/// their name says.
///
/// A column that neither this table nor its spec says anything of is hidden,
/// and a test fails until somebody decides.
enum TreatmentTable {
    /// What Juju composes its identities of; its endpoints and machine numbers are vocabulary.
    private static let juju: Set<String> = [
        "model", "application", "user", "controller", "offer", "storage", "remote-application", "charm",
    ]
    private static let identity: Set<String> = ["user", "group", "project", "domain", "role", "service"]

    /// Columns that mean the same in whichever kind they stand.
    static let byName: [String: Treatment] = [
        Treatment.kept: [
            "action", "agent_type", "agent_version", "applications", "architecture", "assignee_type", "base", "binary",
            "binding_vif_type", "binding_vnic_type", "charm_origin", "cluster_mode", "container_format", "cpu_info",
            "cpu_model", "device_type", "direction", "disk_format", "distro_series", "driver_version", "endpoint",
            "endpoints", "entity_kind", "ethertype", "failure_domain", "flags", "health", "hwe_kernel", "hypervisor_type",
            "interface", "ipv6_address_mode", "ipv6_ra_mode", "leads", "level", "life", "machine_id", "migration_type",
            "min_mon_release", "model_type", "network_type", "objectstore", "open_ports", "os_hash_algo", "osystem",
            "pg_autoscale_mode", "policy", "power_type", "product", "protocol", "related_endpoint",
            "replication_dr_mode", "replication_performance_mode", "require_osd_release", "rules", "scope_type",
            "seal_type", "services_failed", "services_running", "severity", "state", "status", "storage_kind",
            "storage_protocol", "storage_type", "system_product", "system_vendor", "type", "vendor", "vendor_name",
            "version", "visibility", "workload_version",
        ],
        .id: [
            "aggregates", "checksum", "cluster_id", "fsid", "group_id", "group_snapshot_id", "hardware_uuid", "id",
            "image_id", "os_hash_value", "parent_id", "qos_specs_id", "request_id", "serial", "service_uuid", "subnetpool_id",
            "system_id", "system_serial", "uuid",
        ],
        .address: [
            "address", "cidr", "cluster_address", "dns_nameservers", "dns_servers", "fixed_ip_address",
            "floating_ip_address", "gateway_ip", "host_ip", "ip_addresses", "public_address", "remote_ip_prefix",
        ],
        .mac: ["mac_address", "mac_addresses"],
        .host("host"): [
            "display_name", "dns_name", "fqdn", "host", "host_name", "hostname", "hosts",
            "hypervisor_hostname",
        ],
        .members: [
            "addresses", "allocation_pools", "allowed_address_pairs", "host_routes", "network_interfaces", "routes",
        ],
        .prose: [
            "class_type", "comment", "definition", "description", "disabled_reason", "error_description",
            "kernel_opts",
        ],
        .message: ["details", "fault_message", "message", "used_for"],
        .keyed(.name("key"), .prose): ["metadata"],
        .keyed(.composed("key"), .composed("text")): ["extra_specs", "flavor_extra_specs", "properties"],
        .name("tag"): ["tags"],
        .name("zone"): [
            "availability_zone", "availability_zones", "realm_name", "zone", "zone_name", "zonegroup_name",
        ],
        .name("user"): ["assignee", "owner", "username"],
        .name("domain"): ["assignee_domain", "role_domain", "scope_domain"],
        .name("role"): ["role"],
        .name("region"): ["region"],
        .name("cloud"): ["provider_cloud"],
        .name("flavor"): ["flavor_name"],
        .name("key-pair"): ["key_name"],
        .name("backend"): ["active_backend_id", "volume_backend_name"],
        .name("charm"): ["charm"],
        .name("crush-rule"): ["crush_rule"],
        .name("crush-root"): ["crush_root", "root"],
        .name("rack"): ["rack"],
        .name("device-class"): ["device_class"],
        .name("profile"): ["erasure_code_profile"],
        .name("physical-network"): ["physical_network"],
        .name("fabric"): ["fabric"],
        .name("resource-pool"): ["pool"],
        .name("security-group"): ["security_groups"],
        .name("interface"): ["parents"],
        .name("device"): ["device_ids"],
        .name("instance"): ["instance_name"],
        .name("vault-cluster"): ["cluster_name"],
        .custom("trait"): ["traits"],
        .custom("resource-class"): ["resource_class"],
        .composed("path"): ["device", "devices", "id_path"],
        .composed("host"): ["api_endpoints", "frontend_config", "url"],
        .composed("image"): ["direct_url", "parent_snapshot", "snapshots"],
        .composed("backend"): ["cluster"],
        .composed("channel"): ["charm_channel"],
        .composed("text"): ["constraints"],
        .composed("zone"): ["device_owner"],
        .composed("volume-type"): ["resource"],
    ].reduce(into: [:]) { table, entry in for name in entry.value { table[name] = entry.key } }

    /// Columns that are not what others of their name are.
    static let exceptions: [String: Treatment] = [
        "ceph_health_check.code": .kept,
        "ceph_host.location": .composed("bucket"),
        "ceph_host.name": .host("host"),
        "ceph_mgr.name": .host("host"),
        "ceph_mon.name": .host("host"),
        "ceph_rbd_image.id": .composed("image"),
        "ceph_rbd_image.name": .composed("image"),
        "ceph_rgw.name": .host("host"),
        "cinder_pool.name": .composed("backend"),
        "cinder_service.host": .composed("host"),
        "juju_application.endpoint_bindings": .keyed(.kept, .name("space")),
        "juju_application.id": .composed("application", of: juju),
        "juju_application.options": .keyed(.kept, .composed("text")),
        "juju_integration.id": .composed("application", of: juju),
        "juju_integration.name": .composed("application", of: juju),
        "juju_integration.scope": .kept,
        "juju_machine.id": .composed("model", of: juju),
        "juju_offer.id": .composed("offer", of: juju),
        "juju_remote_application.id": .composed("application", of: juju),
        "juju_remote_application.url": .composed("offer", of: juju),
        "juju_storage.id": .composed("storage", of: juju),
        "juju_storage.location": .composed("path"),
        "juju_storage.name": .composed("storage", of: juju),
        "juju_status_log.entity": .composed("application", of: juju),
        "juju_unit.id": .composed("application", of: juju),
        "juju_unit.name": .composed("application", of: juju),
        "juju_unit.public_address": .host("host"),
        "keystone_region.id": .name("region"),
        "keystone_role_assignment.id": .composed("user", of: identity),
        "keystone_role_assignment.scope": .name("project"),
        "maas_block_device.id": .composed("disk"),
        "maas_block_device.model": .kept,
        "maas_block_device.name": .name("disk"),
        "maas_interface.id": .composed("interface"),
        "maas_machine.juju_machine": .composed("model", of: juju),
        "maas_space.subnets": .address,
        "maas_vlan.label": .composed("fabric"),
        "neutron_floatingip.dns_name": .host("server"),
        "neutron_network.subnets": .id,
        "neutron_port.dns_name": .host("server"),
        "nova_availability_zone.name": .name("zone"),
        "nova_deleted_server.name": .host("server"),
        "nova_server.hostname": .host("server"),
        "nova_server.name": .host("server"),
        "placement_allocation.resources": .keyed(.custom("resource-class"), .kept),
        "placement_resource_provider.name": .host("host"),
        "vault_unit.address": .composed("host"),
    ]

    /// Members of the objects in lists, whichever column they stand in.
    static let members: [String: Treatment] = [
        Treatment.kept: ["mode", "type", "version"],
        .id: ["subnet_id"],
        .address: [
            "address", "destination", "end", "ip_address", "ip_addresses", "nexthop", "start", "subnet",
        ],
        .mac: ["mac", "mac_address"],
        .name("interface"): ["name"],
        .name("network"): ["network"],
        .name("space"): ["space"],
    ].reduce(into: [:]) { table, entry in for name in entry.value { table[name] = entry.key } }
}
