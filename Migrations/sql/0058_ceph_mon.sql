-- A monitor of a Ceph cluster, of which a majority has to agree.
CREATE TABLE ceph_mon_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  rank INTEGER NOT NULL,
  address TEXT,
  hostname TEXT,
  version TEXT,
  in_quorum INTEGER NOT NULL CHECK (in_quorum IN (0, 1)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX ceph_mon_now ON ceph_mon_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX ceph_mon_from ON ceph_mon_history(valid_from);
CREATE INDEX ceph_mon_to ON ceph_mon_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX ceph_mon_hostname ON ceph_mon_history(hostname) WHERE valid_to IS NULL;
CREATE VIEW ceph_mon AS
SELECT c.name AS cloud,
  r.key AS name,
  h.rank,
  h.address,
  h.hostname,
  h.version,
  h.in_quorum,
  h.resource_id, h.valid_from
FROM ceph_mon_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
