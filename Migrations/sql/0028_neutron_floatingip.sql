-- An address of an external network, lent to a port.
CREATE TABLE neutron_floatingip_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  floating_ip_address TEXT NOT NULL,
  fixed_ip_address TEXT,
  port_id TEXT,
  router_id TEXT,
  floating_network_id TEXT NOT NULL,
  project_id TEXT,
  status TEXT NOT NULL,
  dns_name TEXT,
  description TEXT,
  tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
  created_at TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX neutron_floatingip_now ON neutron_floatingip_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX neutron_floatingip_from ON neutron_floatingip_history(valid_from);
CREATE INDEX neutron_floatingip_to ON neutron_floatingip_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX neutron_floatingip_port ON neutron_floatingip_history(port_id) WHERE valid_to IS NULL;
CREATE INDEX neutron_floatingip_router ON neutron_floatingip_history(router_id) WHERE valid_to IS NULL;
CREATE INDEX neutron_floatingip_floating_network
  ON neutron_floatingip_history(floating_network_id) WHERE valid_to IS NULL;
CREATE INDEX neutron_floatingip_address ON neutron_floatingip_history(floating_ip_address) WHERE valid_to IS NULL;
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
  h.resource_id, h.valid_from
FROM neutron_floatingip_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
