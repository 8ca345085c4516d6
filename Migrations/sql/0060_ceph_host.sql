-- A host in Ceph's CRUSH map, below which its OSDs are.
CREATE TABLE ceph_host_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  root TEXT,
  rack TEXT,
  location TEXT,
  osds INTEGER NOT NULL,
  crush_weight REAL,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX ceph_host_now ON ceph_host_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX ceph_host_from ON ceph_host_history(valid_from);
CREATE INDEX ceph_host_to ON ceph_host_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX ceph_host_root ON ceph_host_history(root) WHERE valid_to IS NULL;
CREATE VIEW ceph_host AS
SELECT c.name AS cloud,
  r.key AS name,
  h.root,
  h.rack,
  h.location,
  h.osds,
  h.crush_weight,
  h.resource_id, h.valid_from
FROM ceph_host_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
