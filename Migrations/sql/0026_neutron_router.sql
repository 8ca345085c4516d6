-- A router between networks, and their way out.
CREATE TABLE neutron_router_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  project_id TEXT,
  status TEXT NOT NULL,
  admin_state_up INTEGER NOT NULL CHECK (admin_state_up IN (0, 1)),
  external_network_id TEXT,
  external_addresses TEXT NOT NULL CHECK (json_valid(external_addresses)),
  enable_snat INTEGER CHECK (enable_snat IN (0, 1)),
  distributed INTEGER CHECK (distributed IN (0, 1)),
  ha INTEGER CHECK (ha IN (0, 1)),
  routes TEXT CHECK (routes IS NULL OR json_valid(routes)),
  availability_zones TEXT CHECK (availability_zones IS NULL OR json_valid(availability_zones)),
  description TEXT,
  tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
  created_at TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX neutron_router_now ON neutron_router_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX neutron_router_from ON neutron_router_history(valid_from);
CREATE INDEX neutron_router_to ON neutron_router_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX neutron_router_external_network ON neutron_router_history(external_network_id) WHERE valid_to IS NULL;
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
  h.resource_id, h.valid_from
FROM neutron_router_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
