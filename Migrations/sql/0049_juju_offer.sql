-- Endpoints of an application that a Juju model offers to other models.
CREATE TABLE juju_offer_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  model TEXT NOT NULL,
  name TEXT NOT NULL,
  application TEXT,
  charm TEXT,
  endpoints TEXT CHECK (endpoints IS NULL OR json_valid(endpoints)),
  connected INTEGER,
  active INTEGER,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX juju_offer_now ON juju_offer_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX juju_offer_from ON juju_offer_history(valid_from);
CREATE INDEX juju_offer_to ON juju_offer_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX juju_offer_application ON juju_offer_history(application) WHERE valid_to IS NULL;
CREATE VIEW juju_offer AS
SELECT c.name AS cloud,
  r.key AS id,
  h.model,
  h.name,
  h.application,
  h.charm,
  h.endpoints,
  h.connected,
  h.active,
  h.resource_id, h.valid_from
FROM juju_offer_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
