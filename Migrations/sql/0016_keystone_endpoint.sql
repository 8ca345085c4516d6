-- An endpoint: the address under which a service is reached.
CREATE TABLE keystone_endpoint_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  service_id TEXT NOT NULL,
  interface TEXT NOT NULL,
  region_id TEXT,
  url TEXT NOT NULL,
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX keystone_endpoint_now ON keystone_endpoint_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX keystone_endpoint_from ON keystone_endpoint_history(valid_from);
CREATE INDEX keystone_endpoint_to ON keystone_endpoint_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX keystone_endpoint_service ON keystone_endpoint_history(service_id) WHERE valid_to IS NULL;
CREATE VIEW keystone_endpoint AS
SELECT c.name AS cloud, r.key AS id,
  h.service_id,
  h.interface,
  h.region_id,
  h.url,
  h.enabled,
  h.resource_id, h.valid_from
FROM keystone_endpoint_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
