-- What a charm deploys in a Juju model, in some number of units.
CREATE TABLE juju_application_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  model TEXT NOT NULL,
  name TEXT NOT NULL,
  charm TEXT,
  charm_origin TEXT,
  charm_channel TEXT,
  charm_rev INTEGER,
  base TEXT,
  exposed INTEGER CHECK (exposed IN (0, 1)),
  status TEXT,
  message TEXT,
  workload_version TEXT,
  scale INTEGER,
  subordinate_to TEXT CHECK (subordinate_to IS NULL OR json_valid(subordinate_to)),
  endpoint_bindings TEXT CHECK (endpoint_bindings IS NULL OR json_valid(endpoint_bindings)),
  life TEXT,
  options TEXT CHECK (options IS NULL OR json_valid(options)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX juju_application_now ON juju_application_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX juju_application_from ON juju_application_history(valid_from);
CREATE INDEX juju_application_to ON juju_application_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX juju_application_name ON juju_application_history(name) WHERE valid_to IS NULL;
CREATE VIEW juju_application AS
SELECT c.name AS cloud,
  r.key AS id,
  h.model,
  h.name,
  h.charm,
  h.charm_origin,
  h.charm_channel,
  h.charm_rev,
  h.base,
  h.exposed,
  h.status,
  h.message,
  h.workload_version,
  h.scale,
  h.subordinate_to,
  h.endpoint_bindings,
  h.life,
  h.options,
  h.resource_id, h.valid_from
FROM juju_application_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
