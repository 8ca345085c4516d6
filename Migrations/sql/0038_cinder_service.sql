-- One of Cinder's own processes: cinder-volume, cinder-scheduler, cinder-backup.
CREATE TABLE cinder_service_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  host TEXT NOT NULL,
  binary TEXT NOT NULL,
  zone TEXT,
  status TEXT NOT NULL,
  disabled_reason TEXT,
  state TEXT NOT NULL,
  backend_state TEXT,
  cluster TEXT,
  frozen INTEGER CHECK (frozen IN (0, 1)),
  replication_status TEXT,
  active_backend_id TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX cinder_service_now ON cinder_service_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX cinder_service_from ON cinder_service_history(valid_from);
CREATE INDEX cinder_service_to ON cinder_service_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW cinder_service AS
SELECT c.name AS cloud, h.host,
  h.binary,
  h.zone,
  h.status,
  h.disabled_reason,
  h.state,
  h.backend_state,
  h.cluster,
  h.frozen,
  h.replication_status,
  h.active_backend_id,
  h.resource_id, h.valid_from
FROM cinder_service_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
