-- What a unit or a machine once said of itself; only with `status_log: true` below `juju:`.
CREATE TABLE juju_status_log_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  entity TEXT NOT NULL,
  entity_kind TEXT NOT NULL CHECK (entity_kind IN ('unit', 'machine')),
  type TEXT NOT NULL,
  since TEXT NOT NULL,
  status TEXT NOT NULL,
  message TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX juju_status_log_now ON juju_status_log_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX juju_status_log_from ON juju_status_log_history(valid_from);
CREATE INDEX juju_status_log_to ON juju_status_log_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX juju_status_log_entity ON juju_status_log_history(entity);
CREATE VIEW juju_status_log AS
SELECT c.name AS cloud, h.entity,
  h.entity_kind,
  h.type,
  h.since,
  h.status,
  h.message,
  h.resource_id, h.valid_from
FROM juju_status_log_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
