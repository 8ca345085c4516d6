-- One thing that Ceph itself finds wrong, while it does.
CREATE TABLE ceph_health_check_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  severity TEXT NOT NULL,
  message TEXT NOT NULL,
  details TEXT CHECK (details IS NULL OR json_valid(details)),
  muted INTEGER NOT NULL CHECK (muted IN (0, 1)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX ceph_health_check_now ON ceph_health_check_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX ceph_health_check_from ON ceph_health_check_history(valid_from);
CREATE INDEX ceph_health_check_to ON ceph_health_check_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW ceph_health_check AS
SELECT c.name AS cloud,
  r.key AS code,
  h.severity,
  h.message,
  h.details,
  h.muted,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'count') AS count,
  h.resource_id, h.valid_from
FROM ceph_health_check_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
