-- How many volumes, snapshots and gigabytes a project may have, and has.
CREATE TABLE cinder_quota_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  project_id TEXT NOT NULL,
  resource TEXT NOT NULL,
  quota_limit INTEGER NOT NULL,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX cinder_quota_now ON cinder_quota_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX cinder_quota_from ON cinder_quota_history(valid_from);
CREATE INDEX cinder_quota_to ON cinder_quota_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW cinder_quota AS
SELECT c.name AS cloud, h.project_id,
  h.resource,
  h.quota_limit,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'in_use') AS in_use,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'reserved') AS reserved,
  h.resource_id, h.valid_from
FROM cinder_quota_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
