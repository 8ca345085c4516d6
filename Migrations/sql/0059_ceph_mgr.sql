-- A manager of a Ceph cluster, which counts what is used; one is active.
CREATE TABLE ceph_mgr_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  hostname TEXT,
  version TEXT,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX ceph_mgr_now ON ceph_mgr_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX ceph_mgr_from ON ceph_mgr_history(valid_from);
CREATE INDEX ceph_mgr_to ON ceph_mgr_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX ceph_mgr_hostname ON ceph_mgr_history(hostname) WHERE valid_to IS NULL;
CREATE VIEW ceph_mgr AS
SELECT c.name AS cloud,
  r.key AS name,
  h.hostname,
  h.version,
  h.active,
  h.resource_id, h.valid_from
FROM ceph_mgr_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
