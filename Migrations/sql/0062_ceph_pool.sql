-- A pool of a Ceph cluster: how often its data are kept, and over what they are spread.
CREATE TABLE ceph_pool_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  type TEXT,
  size INTEGER NOT NULL,
  min_size INTEGER NOT NULL,
  crush_rule TEXT,
  failure_domain TEXT,
  crush_root TEXT,
  device_class TEXT,
  erasure_code_profile TEXT,
  raw_factor REAL,
  pg_num INTEGER NOT NULL,
  pg_autoscale_mode TEXT,
  applications TEXT CHECK (applications IS NULL OR json_valid(applications)),
  quota_max_bytes INTEGER,
  quota_max_objects INTEGER,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX ceph_pool_now ON ceph_pool_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX ceph_pool_from ON ceph_pool_history(valid_from);
CREATE INDEX ceph_pool_to ON ceph_pool_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX ceph_pool_name ON ceph_pool_history(name) WHERE valid_to IS NULL;
CREATE VIEW ceph_pool AS
SELECT c.name AS cloud,
  CAST(r.key AS INTEGER) AS pool_id,
  h.name,
  h.type,
  h.size,
  h.min_size,
  h.crush_rule,
  h.failure_domain,
  h.crush_root,
  h.device_class,
  h.erasure_code_profile,
  h.raw_factor,
  h.pg_num,
  h.pg_autoscale_mode,
  h.applications,
  h.quota_max_bytes,
  h.quota_max_objects,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'stored_bytes') AS stored_bytes,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'used_bytes') AS used_bytes,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'max_avail_bytes') AS max_avail_bytes,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'objects') AS objects,
  h.resource_id, h.valid_from
FROM ceph_pool_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
