-- An application of another model that a Juju model uses; `juju status` calls it SAAS.
CREATE TABLE juju_remote_application_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  model TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT,
  status TEXT,
  message TEXT,
  endpoints TEXT CHECK (endpoints IS NULL OR json_valid(endpoints)),
  life TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX juju_remote_application_now ON juju_remote_application_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX juju_remote_application_from ON juju_remote_application_history(valid_from);
CREATE INDEX juju_remote_application_to ON juju_remote_application_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX juju_remote_application_name ON juju_remote_application_history(name) WHERE valid_to IS NULL;
CREATE VIEW juju_remote_application AS
SELECT c.name AS cloud,
  r.key AS id,
  h.model,
  h.name,
  h.url,
  h.status,
  h.message,
  h.endpoints,
  h.life,
  h.resource_id, h.valid_from
FROM juju_remote_application_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
