-- Two applications of a Juju model that are integrated; Juju 2.9 calls it a relation.
CREATE TABLE juju_integration_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  model TEXT NOT NULL,
  name TEXT NOT NULL,
  application TEXT NOT NULL,
  endpoint TEXT,
  related_application TEXT NOT NULL,
  related_endpoint TEXT,
  interface TEXT,
  scope TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX juju_integration_now ON juju_integration_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX juju_integration_from ON juju_integration_history(valid_from);
CREATE INDEX juju_integration_to ON juju_integration_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX juju_integration_application ON juju_integration_history(application) WHERE valid_to IS NULL;
CREATE INDEX juju_integration_related_application ON juju_integration_history(related_application) WHERE valid_to IS NULL;
CREATE VIEW juju_integration AS
SELECT c.name AS cloud,
  r.key AS id,
  h.model,
  h.name,
  h.application,
  h.endpoint,
  h.related_application,
  h.related_endpoint,
  h.interface,
  h.scope,
  h.resource_id, h.valid_from
FROM juju_integration_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
