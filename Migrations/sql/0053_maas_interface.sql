-- A network interface of a machine, with bonds, VLANs and bridges.
CREATE TABLE maas_interface_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  machine TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  mac_address TEXT,
  enabled INTEGER CHECK (enabled IN (0, 1)),
  fabric TEXT,
  vid INTEGER,
  addresses TEXT CHECK (addresses IS NULL OR json_valid(addresses)),
  parents TEXT CHECK (parents IS NULL OR json_valid(parents)),
  mtu INTEGER,
  vendor TEXT,
  product TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX maas_interface_now ON maas_interface_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX maas_interface_from ON maas_interface_history(valid_from);
CREATE INDEX maas_interface_to ON maas_interface_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX maas_interface_machine ON maas_interface_history(machine) WHERE valid_to IS NULL;
CREATE INDEX maas_interface_mac_address ON maas_interface_history(mac_address) WHERE valid_to IS NULL;
CREATE VIEW maas_interface AS
SELECT c.name AS cloud,
  r.key AS id,
  h.machine,
  h.name,
  h.type,
  h.mac_address,
  h.enabled,
  h.fabric,
  h.vid,
  h.addresses,
  h.parents,
  h.mtu,
  h.vendor,
  h.product,
  h.resource_id, h.valid_from
FROM maas_interface_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
