-- A migration: a server's way from one host to another, or to another flavor.
CREATE TABLE nova_migration_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  migration_id INTEGER NOT NULL,
  instance_uuid TEXT NOT NULL,
  migration_type TEXT,
  status TEXT NOT NULL,
  source_compute TEXT,
  dest_compute TEXT,
  source_node TEXT,
  dest_node TEXT,
  created_at TEXT,
  updated_at TEXT,
  user_id TEXT,
  project_id TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX nova_migration_now ON nova_migration_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX nova_migration_from ON nova_migration_history(valid_from);
CREATE INDEX nova_migration_to ON nova_migration_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX nova_migration_instance ON nova_migration_history(instance_uuid) WHERE valid_to IS NULL;
CREATE VIEW nova_migration AS
SELECT c.name AS cloud, r.key AS uuid,
  h.migration_id,
  h.instance_uuid,
  h.migration_type,
  h.status,
  h.source_compute,
  h.dest_compute,
  h.source_node,
  h.dest_node,
  h.created_at,
  h.updated_at,
  h.user_id,
  h.project_id,
  h.resource_id, h.valid_from
FROM nova_migration_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
