-- What Placement lets servers claim resources from: a compute host, a part of one, a pool.
CREATE TABLE placement_resource_provider_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  uuid TEXT NOT NULL,
  parent_provider TEXT,
  root_provider TEXT,
  traits TEXT NOT NULL CHECK (json_valid(traits)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX placement_resource_provider_now ON placement_resource_provider_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX placement_resource_provider_from ON placement_resource_provider_history(valid_from);
CREATE INDEX placement_resource_provider_to ON placement_resource_provider_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW placement_resource_provider AS
SELECT c.name AS cloud, r.key AS name,
  h.uuid,
  h.parent_provider,
  h.root_provider,
  h.traits,
  h.resource_id, h.valid_from
FROM placement_resource_provider_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
