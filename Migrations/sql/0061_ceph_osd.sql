-- An object storage daemon of Ceph, which has a disk.
CREATE TABLE ceph_osd_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  osd_id INTEGER NOT NULL,
  host TEXT,
  hostname TEXT,
  device_class TEXT,
  is_up INTEGER NOT NULL CHECK (is_up IN (0, 1)),
  is_in INTEGER NOT NULL CHECK (is_in IN (0, 1)),
  reweight REAL NOT NULL,
  primary_affinity REAL,
  crush_weight REAL,
  state TEXT NOT NULL CHECK (json_valid(state)),
  up_from INTEGER,
  size_bytes INTEGER,
  device_type TEXT,
  objectstore TEXT,
  devices TEXT CHECK (devices IS NULL OR json_valid(devices)),
  device_ids TEXT CHECK (device_ids IS NULL OR json_valid(device_ids)),
  public_address TEXT,
  cluster_address TEXT,
  version TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX ceph_osd_now ON ceph_osd_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX ceph_osd_from ON ceph_osd_history(valid_from);
CREATE INDEX ceph_osd_to ON ceph_osd_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX ceph_osd_name ON ceph_osd_history(name) WHERE valid_to IS NULL;
CREATE INDEX ceph_osd_host ON ceph_osd_history(host) WHERE valid_to IS NULL;
CREATE VIEW ceph_osd AS
SELECT c.name AS cloud,
  r.key AS uuid,
  h.name,
  h.osd_id,
  h.host,
  h.hostname,
  h.device_class,
  h.is_up,
  h.is_in,
  h.reweight,
  h.primary_affinity,
  h.crush_weight,
  h.state,
  h.up_from,
  h.size_bytes,
  h.device_type,
  h.objectstore,
  h.devices,
  h.device_ids,
  h.public_address,
  h.cluster_address,
  h.version,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'used_bytes') AS used_bytes,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'avail_bytes') AS avail_bytes,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'pgs') AS pgs,
  h.resource_id, h.valid_from
FROM ceph_osd_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
