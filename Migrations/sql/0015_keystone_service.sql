-- A service in the cloud's catalog, such as compute or image.
CREATE TABLE keystone_service_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  type TEXT NOT NULL,
  name TEXT,
  description TEXT,
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX keystone_service_now ON keystone_service_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX keystone_service_from ON keystone_service_history(valid_from);
CREATE INDEX keystone_service_to ON keystone_service_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW keystone_service AS
SELECT c.name AS cloud, r.key AS id,
  h.type,
  h.name,
  h.description,
  h.enabled,
  h.resource_id, h.valid_from
FROM keystone_service_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
