-- An availability zone: compute hosts that users can choose for their servers.
CREATE TABLE nova_availability_zone_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  available INTEGER NOT NULL CHECK (available IN (0, 1)),
  hosts TEXT NOT NULL CHECK (json_valid(hosts)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX nova_availability_zone_now ON nova_availability_zone_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX nova_availability_zone_from ON nova_availability_zone_history(valid_from);
CREATE INDEX nova_availability_zone_to ON nova_availability_zone_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW nova_availability_zone AS
SELECT c.name AS cloud, r.key AS name,
  h.available,
  h.hosts,
  h.resource_id, h.valid_from
FROM nova_availability_zone_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
