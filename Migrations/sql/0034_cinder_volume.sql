-- A disk that lives on its own and can be attached to servers.
CREATE TABLE cinder_volume_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT,
  size_gib INTEGER NOT NULL,
  status TEXT NOT NULL,
  bootable INTEGER CHECK (bootable IN (0, 1)),
  encrypted INTEGER CHECK (encrypted IN (0, 1)),
  multiattach INTEGER CHECK (multiattach IN (0, 1)),
  volume_type TEXT,
  availability_zone TEXT,
  host TEXT,
  project_id TEXT,
  user_id TEXT,
  snapshot_id TEXT,
  source_volid TEXT,
  image_id TEXT,
  replication_status TEXT,
  migration_status TEXT,
  group_id TEXT,
  metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
  description TEXT,
  created_at TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX cinder_volume_now ON cinder_volume_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX cinder_volume_from ON cinder_volume_history(valid_from);
CREATE INDEX cinder_volume_to ON cinder_volume_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX cinder_volume_host ON cinder_volume_history(host) WHERE valid_to IS NULL;
CREATE INDEX cinder_volume_project ON cinder_volume_history(project_id) WHERE valid_to IS NULL;
CREATE INDEX cinder_volume_snapshot ON cinder_volume_history(snapshot_id) WHERE valid_to IS NULL;
CREATE INDEX cinder_volume_source_volid ON cinder_volume_history(source_volid) WHERE valid_to IS NULL;
CREATE INDEX cinder_volume_image ON cinder_volume_history(image_id) WHERE valid_to IS NULL;
CREATE VIEW cinder_volume AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.size_gib,
  h.status,
  h.bootable,
  h.encrypted,
  h.multiattach,
  h.volume_type,
  h.availability_zone,
  h.host,
  h.project_id,
  h.user_id,
  h.snapshot_id,
  h.source_volid,
  h.image_id,
  h.replication_status,
  h.migration_status,
  h.group_id,
  h.metadata,
  h.description,
  h.created_at,
  h.resource_id, h.valid_from
FROM cinder_volume_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
