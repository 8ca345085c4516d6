-- A fabric of MAAS: switches that are joined, on which a VLAN's number means one thing.
CREATE TABLE maas_fabric_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  class_type TEXT,
  vlans INTEGER NOT NULL,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX maas_fabric_now ON maas_fabric_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX maas_fabric_from ON maas_fabric_history(valid_from);
CREATE INDEX maas_fabric_to ON maas_fabric_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW maas_fabric AS
SELECT c.name AS cloud,
  CAST(r.key AS INTEGER) AS id,
  h.name,
  h.class_type,
  h.vlans,
  h.resource_id, h.valid_from
FROM maas_fabric_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
