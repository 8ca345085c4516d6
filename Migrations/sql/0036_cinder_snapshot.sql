-- A snapshot of a volume, as Cinder keeps it.
CREATE TABLE cinder_snapshot_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT,
  volume_id TEXT NOT NULL,
  size_gib INTEGER NOT NULL,
  status TEXT NOT NULL,
  project_id TEXT,
  user_id TEXT,
  group_snapshot_id TEXT,
  metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
  description TEXT,
  created_at TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX cinder_snapshot_now ON cinder_snapshot_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX cinder_snapshot_from ON cinder_snapshot_history(valid_from);
CREATE INDEX cinder_snapshot_to ON cinder_snapshot_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX cinder_snapshot_volume ON cinder_snapshot_history(volume_id) WHERE valid_to IS NULL;
CREATE VIEW cinder_snapshot AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.volume_id,
  h.size_gib,
  h.status,
  h.project_id,
  h.user_id,
  h.group_snapshot_id,
  h.metadata,
  h.description,
  h.created_at,
  h.resource_id, h.valid_from
FROM cinder_snapshot_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
