-- A VLAN of MAAS.
CREATE TABLE maas_vlan_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  label TEXT NOT NULL,
  vid INTEGER NOT NULL,
  name TEXT NOT NULL,
  fabric TEXT,
  mtu INTEGER,
  dhcp_on INTEGER CHECK (dhcp_on IN (0, 1)),
  primary_rack TEXT,
  secondary_rack TEXT,
  space TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX maas_vlan_now ON maas_vlan_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX maas_vlan_from ON maas_vlan_history(valid_from);
CREATE INDEX maas_vlan_to ON maas_vlan_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW maas_vlan AS
SELECT c.name AS cloud,
  CAST(r.key AS INTEGER) AS id,
  h.label,
  h.vid,
  h.name,
  h.fabric,
  h.mtu,
  h.dhcp_on,
  h.primary_rack,
  h.secondary_rack,
  h.space,
  h.resource_id, h.valid_from
FROM maas_vlan_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
