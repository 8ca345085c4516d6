-- A block device in a pool of Ceph: a volume, a server's disk or an image.
CREATE TABLE ceph_rbd_image_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  pool TEXT NOT NULL,
  name TEXT NOT NULL,
  image_id TEXT,
  size_bytes INTEGER NOT NULL,
  format INTEGER,
  parent TEXT,
  parent_snapshot TEXT,
  snapshots TEXT NOT NULL CHECK (json_valid(snapshots)),
  volume TEXT,
  server TEXT,
  image TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX ceph_rbd_image_now ON ceph_rbd_image_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX ceph_rbd_image_from ON ceph_rbd_image_history(valid_from);
CREATE INDEX ceph_rbd_image_to ON ceph_rbd_image_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX ceph_rbd_image_name ON ceph_rbd_image_history(name) WHERE valid_to IS NULL;
CREATE INDEX ceph_rbd_image_pool ON ceph_rbd_image_history(pool) WHERE valid_to IS NULL;
CREATE INDEX ceph_rbd_image_parent ON ceph_rbd_image_history(parent) WHERE valid_to IS NULL;
CREATE VIEW ceph_rbd_image AS
SELECT c.name AS cloud,
  r.key AS id,
  h.pool,
  h.name,
  h.image_id,
  h.size_bytes,
  h.format,
  h.parent,
  h.parent_snapshot,
  h.snapshots,
  h.volume,
  h.server,
  h.image,
  h.resource_id, h.valid_from
FROM ceph_rbd_image_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
