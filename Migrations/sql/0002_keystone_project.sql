-- A project: what owns servers, networks and volumes, as Keystone lists it.
CREATE TABLE keystone_project_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  domain_id TEXT NOT NULL,
  description TEXT,
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  parent_id TEXT,
  is_domain INTEGER CHECK (is_domain IN (0, 1)),
  tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX keystone_project_now ON keystone_project_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX keystone_project_from ON keystone_project_history(valid_from);
CREATE INDEX keystone_project_to ON keystone_project_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW keystone_project AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.domain_id,
  h.description,
  h.enabled,
  h.parent_id,
  h.is_domain,
  h.tags,
  h.resource_id, h.valid_from
FROM keystone_project_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
