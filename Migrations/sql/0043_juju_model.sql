-- A model of a Juju controller: applications and the machines they are on.
CREATE TABLE juju_model_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  uuid TEXT,
  controller TEXT,
  owner TEXT,
  model_type TEXT,
  provider_cloud TEXT,
  region TEXT,
  version TEXT,
  status TEXT,
  message TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX juju_model_now ON juju_model_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX juju_model_from ON juju_model_history(valid_from);
CREATE INDEX juju_model_to ON juju_model_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW juju_model AS
SELECT c.name AS cloud,
  r.key AS name,
  h.uuid,
  h.controller,
  h.owner,
  h.model_type,
  h.provider_cloud,
  h.region,
  h.version,
  h.status,
  h.message,
  h.resource_id, h.valid_from
FROM juju_model_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
