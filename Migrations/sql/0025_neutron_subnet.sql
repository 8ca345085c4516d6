-- A range of addresses on a network.
CREATE TABLE neutron_subnet_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  network_id TEXT NOT NULL,
  project_id TEXT,
  ip_version INTEGER NOT NULL,
  cidr TEXT NOT NULL,
  gateway_ip TEXT,
  enable_dhcp INTEGER NOT NULL CHECK (enable_dhcp IN (0, 1)),
  allocation_pools TEXT NOT NULL CHECK (json_valid(allocation_pools)),
  dns_nameservers TEXT CHECK (dns_nameservers IS NULL OR json_valid(dns_nameservers)),
  host_routes TEXT CHECK (host_routes IS NULL OR json_valid(host_routes)),
  ipv6_address_mode TEXT,
  ipv6_ra_mode TEXT,
  subnetpool_id TEXT,
  description TEXT,
  tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
  created_at TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX neutron_subnet_now ON neutron_subnet_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX neutron_subnet_from ON neutron_subnet_history(valid_from);
CREATE INDEX neutron_subnet_to ON neutron_subnet_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX neutron_subnet_network ON neutron_subnet_history(network_id) WHERE valid_to IS NULL;
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
  h.resource_id, h.valid_from
FROM neutron_subnet_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
