-- One of Nova's own processes on a host: nova-compute, nova-scheduler, nova-conductor.
CREATE TABLE nova_compute_service_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  host TEXT NOT NULL,
  binary TEXT NOT NULL,
  uuid TEXT NOT NULL,
  zone TEXT,
  status TEXT NOT NULL,
  disabled_reason TEXT,
  state TEXT NOT NULL,
  forced_down INTEGER CHECK (forced_down IN (0, 1)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX nova_compute_service_now ON nova_compute_service_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX nova_compute_service_from ON nova_compute_service_history(valid_from);
CREATE INDEX nova_compute_service_to ON nova_compute_service_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW nova_compute_service AS
SELECT c.name AS cloud, h.host,
  h.binary,
  h.uuid,
  h.zone,
  h.status,
  h.disabled_reason,
  h.state,
  h.forced_down,
  h.resource_id, h.valid_from
FROM nova_compute_service_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
