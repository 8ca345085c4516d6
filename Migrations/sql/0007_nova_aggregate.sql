-- A host aggregate: compute hosts with metadata that the scheduler reads.
CREATE TABLE nova_aggregate_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  aggregate_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  availability_zone TEXT,
  hosts TEXT NOT NULL CHECK (json_valid(hosts)),
  metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
  created_at TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX nova_aggregate_now ON nova_aggregate_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX nova_aggregate_from ON nova_aggregate_history(valid_from);
CREATE INDEX nova_aggregate_to ON nova_aggregate_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW nova_aggregate AS
SELECT c.name AS cloud, r.key AS uuid,
  h.aggregate_id,
  h.name,
  h.availability_zone,
  h.hosts,
  h.metadata,
  h.created_at,
  h.resource_id, h.valid_from
FROM nova_aggregate_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
