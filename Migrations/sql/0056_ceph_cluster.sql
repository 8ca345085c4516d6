-- A Ceph cluster: its health, its thresholds, and what is used of it.
CREATE TABLE ceph_cluster_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  health TEXT NOT NULL,
  flags TEXT NOT NULL CHECK (json_valid(flags)),
  require_osd_release TEXT,
  min_mon_release TEXT,
  nearfull_ratio REAL,
  backfillfull_ratio REAL,
  full_ratio REAL,
  created_at TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX ceph_cluster_now ON ceph_cluster_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX ceph_cluster_from ON ceph_cluster_history(valid_from);
CREATE INDEX ceph_cluster_to ON ceph_cluster_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW ceph_cluster AS
SELECT c.name AS cloud,
  r.key AS fsid,
  h.health,
  h.flags,
  h.require_osd_release,
  h.min_mon_release,
  h.nearfull_ratio,
  h.backfillfull_ratio,
  h.full_ratio,
  h.created_at,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'bytes_total') AS bytes_total,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'bytes_used') AS bytes_used,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'bytes_avail') AS bytes_avail,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'pgs') AS pgs,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'pgs_unclean') AS pgs_unclean,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'pgs_inactive') AS pgs_inactive,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'degraded_objects') AS degraded_objects,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'misplaced_objects') AS misplaced_objects,
  h.resource_id, h.valid_from
FROM ceph_cluster_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
