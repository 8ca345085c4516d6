-- A network: an isolated one of a project, or one that leads outside.
CREATE TABLE neutron_network_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  project_id TEXT,
  status TEXT NOT NULL,
  admin_state_up INTEGER NOT NULL CHECK (admin_state_up IN (0, 1)),
  shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
  external INTEGER CHECK (external IN (0, 1)),
  network_type TEXT,
  physical_network TEXT,
  segmentation_id INTEGER,
  mtu INTEGER,
  subnets TEXT NOT NULL CHECK (json_valid(subnets)),
  availability_zones TEXT CHECK (availability_zones IS NULL OR json_valid(availability_zones)),
  port_security_enabled INTEGER CHECK (port_security_enabled IN (0, 1)),
  is_default INTEGER CHECK (is_default IN (0, 1)),
  description TEXT,
  tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
  created_at TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX neutron_network_now ON neutron_network_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX neutron_network_from ON neutron_network_history(valid_from);
CREATE INDEX neutron_network_to ON neutron_network_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX neutron_network_project ON neutron_network_history(project_id) WHERE valid_to IS NULL;
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
  h.resource_id, h.valid_from
FROM neutron_network_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
