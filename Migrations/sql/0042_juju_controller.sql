-- A Juju controller, as this client knows it.
CREATE TABLE juju_controller_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  uuid TEXT,
  agent_version TEXT,
  provider_cloud TEXT,
  region TEXT,
  api_endpoints TEXT CHECK (api_endpoints IS NULL OR json_valid(api_endpoints)),
  machines INTEGER,
  machines_active INTEGER,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX juju_controller_now ON juju_controller_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX juju_controller_from ON juju_controller_history(valid_from);
CREATE INDEX juju_controller_to ON juju_controller_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW juju_controller AS
SELECT c.name AS cloud,
  r.key AS name,
  h.uuid,
  h.agent_version,
  h.provider_cloud,
  h.region,
  h.api_endpoints,
  h.machines,
  h.machines_active,
  h.resource_id, h.valid_from
FROM juju_controller_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
