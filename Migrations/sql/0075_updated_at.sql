-- When the service last noted a change. Versions from before have NULL: nobody had asked.

ALTER TABLE nova_aggregate_history ADD COLUMN updated_at TEXT;
DROP VIEW nova_aggregate;
CREATE VIEW nova_aggregate AS
SELECT c.name AS cloud, r.key AS uuid,
  h.aggregate_id,
  h.name,
  h.availability_zone,
  h.hosts,
  h.metadata,
  h.created_at,
  h.updated_at,
  h.resource_id, h.valid_from
FROM nova_aggregate_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;

ALTER TABLE neutron_network_history ADD COLUMN updated_at TEXT;
DROP VIEW neutron_network;
CREATE VIEW neutron_network AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.project_id,
  h.status,
  h.admin_state_up,
  h.shared,
  h.external,
  h.network_type,
  h.physical_network,
  h.segmentation_id,
  h.mtu,
  h.subnets,
  h.availability_zones,
  h.port_security_enabled,
  h.is_default,
  h.description,
  h.tags,
  h.created_at,
  h.updated_at,
  h.resource_id, h.valid_from
FROM neutron_network_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;

ALTER TABLE neutron_subnet_history ADD COLUMN updated_at TEXT;
DROP VIEW neutron_subnet;
CREATE VIEW neutron_subnet AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.network_id,
  h.project_id,
  h.ip_version,
  h.cidr,
  h.gateway_ip,
  h.enable_dhcp,
  h.allocation_pools,
  h.dns_nameservers,
  h.host_routes,
  h.ipv6_address_mode,
  h.ipv6_ra_mode,
  h.subnetpool_id,
  h.description,
  h.tags,
  h.created_at,
  h.updated_at,
  h.resource_id, h.valid_from
FROM neutron_subnet_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;

ALTER TABLE neutron_router_history ADD COLUMN updated_at TEXT;
DROP VIEW neutron_router;
CREATE VIEW neutron_router AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.project_id,
  h.status,
  h.admin_state_up,
  h.external_network_id,
  h.external_addresses,
  h.enable_snat,
  h.distributed,
  h.ha,
  h.routes,
  h.availability_zones,
  h.description,
  h.tags,
  h.created_at,
  h.updated_at,
  h.resource_id, h.valid_from
FROM neutron_router_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;

ALTER TABLE neutron_port_history ADD COLUMN updated_at TEXT;
DROP VIEW neutron_port;
CREATE VIEW neutron_port AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.network_id,
  h.project_id,
  h.device_owner,
  h.device_id,
  h.status,
  h.admin_state_up,
  h.mac_address,
  h.fixed_ips,
  h.binding_host_id,
  h.binding_vif_type,
  h.binding_vnic_type,
  h.security_groups,
  h.allowed_address_pairs,
  h.port_security_enabled,
  h.dns_name,
  h.description,
  h.tags,
  h.created_at,
  h.updated_at,
  h.resource_id, h.valid_from
FROM neutron_port_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;

ALTER TABLE neutron_floatingip_history ADD COLUMN updated_at TEXT;
DROP VIEW neutron_floatingip;
CREATE VIEW neutron_floatingip AS
SELECT c.name AS cloud, r.key AS id,
  h.floating_ip_address,
  h.fixed_ip_address,
  h.port_id,
  h.router_id,
  h.floating_network_id,
  h.project_id,
  h.status,
  h.dns_name,
  h.description,
  h.tags,
  h.created_at,
  h.updated_at,
  h.resource_id, h.valid_from
FROM neutron_floatingip_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;

ALTER TABLE neutron_security_group_history ADD COLUMN updated_at TEXT;
DROP VIEW neutron_security_group;
CREATE VIEW neutron_security_group AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.project_id,
  h.stateful,
  h.description,
  h.tags,
  h.created_at,
  h.updated_at,
  h.resource_id, h.valid_from
FROM neutron_security_group_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;

ALTER TABLE glance_image_history ADD COLUMN updated_at TEXT;
DROP VIEW glance_image;
CREATE VIEW glance_image AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.status,
  h.visibility,
  h.owner,
  h.size,
  h.virtual_size,
  h.disk_format,
  h.container_format,
  h.min_disk_gib,
  h.min_ram_mib,
  h.os_hidden,
  h.protected,
  h.os_hash_algo,
  h.os_hash_value,
  h.checksum,
  h.direct_url,
  h.tags,
  h.properties,
  h.created_at,
  h.updated_at,
  h.resource_id, h.valid_from
FROM glance_image_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;

ALTER TABLE cinder_volume_history ADD COLUMN updated_at TEXT;
DROP VIEW cinder_volume;
CREATE VIEW cinder_volume AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.size_gib,
  h.status,
  h.bootable,
  h.encrypted,
  h.multiattach,
  h.volume_type,
  h.availability_zone,
  h.host,
  h.project_id,
  h.user_id,
  h.snapshot_id,
  h.source_volid,
  h.image_id,
  h.replication_status,
  h.migration_status,
  h.group_id,
  h.metadata,
  h.description,
  h.created_at,
  h.updated_at,
  h.resource_id, h.valid_from
FROM cinder_volume_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
