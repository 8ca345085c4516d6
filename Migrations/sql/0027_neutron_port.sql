-- A connection to a network: of a server, a router, a floating IP, or of Neutron itself.
CREATE TABLE neutron_port_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  network_id TEXT NOT NULL,
  project_id TEXT,
  device_owner TEXT,
  device_id TEXT,
  status TEXT NOT NULL,
  admin_state_up INTEGER NOT NULL CHECK (admin_state_up IN (0, 1)),
  mac_address TEXT NOT NULL,
  fixed_ips TEXT NOT NULL CHECK (json_valid(fixed_ips)),
  binding_host_id TEXT,
  binding_vif_type TEXT,
  binding_vnic_type TEXT,
  security_groups TEXT CHECK (security_groups IS NULL OR json_valid(security_groups)),
  allowed_address_pairs TEXT CHECK (allowed_address_pairs IS NULL OR json_valid(allowed_address_pairs)),
  port_security_enabled INTEGER CHECK (port_security_enabled IN (0, 1)),
  dns_name TEXT,
  description TEXT,
  tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
  created_at TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX neutron_port_now ON neutron_port_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX neutron_port_from ON neutron_port_history(valid_from);
CREATE INDEX neutron_port_to ON neutron_port_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX neutron_port_device ON neutron_port_history(device_id) WHERE valid_to IS NULL;
CREATE INDEX neutron_port_network ON neutron_port_history(network_id) WHERE valid_to IS NULL;
CREATE INDEX neutron_port_binding_host ON neutron_port_history(binding_host_id) WHERE valid_to IS NULL;
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
  h.resource_id, h.valid_from
FROM neutron_port_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
