-- A space of MAAS: subnets that may reach each other, to which Juju binds endpoints.
CREATE TABLE maas_space_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  subnets TEXT NOT NULL CHECK (json_valid(subnets)),
  description TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX maas_space_now ON maas_space_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX maas_space_from ON maas_space_history(valid_from);
CREATE INDEX maas_space_to ON maas_space_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW maas_space AS
SELECT c.name AS cloud,
  CAST(r.key AS INTEGER) AS id,
  h.name,
  h.subnets,
  h.description,
  h.resource_id, h.valid_from
FROM maas_space_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
