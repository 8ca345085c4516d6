-- A named set of rules for what a port may send and receive.
CREATE TABLE neutron_security_group_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  project_id TEXT,
  stateful INTEGER CHECK (stateful IN (0, 1)),
  description TEXT,
  tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
  created_at TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX neutron_security_group_now ON neutron_security_group_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX neutron_security_group_from ON neutron_security_group_history(valid_from);
CREATE INDEX neutron_security_group_to ON neutron_security_group_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX neutron_security_group_project ON neutron_security_group_history(project_id) WHERE valid_to IS NULL;
CREATE VIEW neutron_security_group AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.project_id,
  h.stateful,
  h.description,
  h.tags,
  h.created_at,
  h.resource_id, h.valid_from
FROM neutron_security_group_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
