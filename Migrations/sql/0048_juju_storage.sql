-- Storage of a Juju model, attached to units.
CREATE TABLE juju_storage_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  model TEXT NOT NULL,
  name TEXT NOT NULL,
  storage_kind TEXT,
  status TEXT,
  message TEXT,
  persistent INTEGER CHECK (persistent IN (0, 1)),
  units TEXT CHECK (units IS NULL OR json_valid(units)),
  location TEXT,
  life TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX juju_storage_now ON juju_storage_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX juju_storage_from ON juju_storage_history(valid_from);
CREATE INDEX juju_storage_to ON juju_storage_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW juju_storage AS
SELECT c.name AS cloud,
  r.key AS id,
  h.model,
  h.name,
  h.storage_kind,
  h.status,
  h.message,
  h.persistent,
  h.units,
  h.location,
  h.life,
  h.resource_id, h.valid_from
FROM juju_storage_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
