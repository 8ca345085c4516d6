-- A region: a part of the cloud whose services have endpoints of their own.
CREATE TABLE keystone_region_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  description TEXT,
  parent_region_id TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX keystone_region_now ON keystone_region_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX keystone_region_from ON keystone_region_history(valid_from);
CREATE INDEX keystone_region_to ON keystone_region_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW keystone_region AS
SELECT c.name AS cloud, r.key AS id,
  h.description,
  h.parent_region_id,
  h.resource_id, h.valid_from
FROM keystone_region_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
