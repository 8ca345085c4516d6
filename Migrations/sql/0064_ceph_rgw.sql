-- A RADOS gateway that runs: the way to Ceph by S3 and Swift.
CREATE TABLE ceph_rgw_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  hostname TEXT,
  zone_name TEXT,
  zonegroup_name TEXT,
  realm_name TEXT,
  frontend_config TEXT,
  version TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX ceph_rgw_now ON ceph_rgw_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX ceph_rgw_from ON ceph_rgw_history(valid_from);
CREATE INDEX ceph_rgw_to ON ceph_rgw_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX ceph_rgw_hostname ON ceph_rgw_history(hostname) WHERE valid_to IS NULL;
CREATE VIEW ceph_rgw AS
SELECT c.name AS cloud,
  r.key AS name,
  h.hostname,
  h.zone_name,
  h.zonegroup_name,
  h.realm_name,
  h.frontend_config,
  h.version,
  h.resource_id, h.valid_from
FROM ceph_rgw_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
