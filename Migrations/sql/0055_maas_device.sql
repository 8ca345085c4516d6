-- A device with addresses of MAAS; each of Juju's containers is one.
CREATE TABLE maas_device_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  hostname TEXT NOT NULL,
  fqdn TEXT NOT NULL,
  parent TEXT,
  owner TEXT,
  ip_addresses TEXT CHECK (ip_addresses IS NULL OR json_valid(ip_addresses)),
  mac_addresses TEXT CHECK (mac_addresses IS NULL OR json_valid(mac_addresses)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX maas_device_now ON maas_device_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX maas_device_from ON maas_device_history(valid_from);
CREATE INDEX maas_device_to ON maas_device_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX maas_device_hostname ON maas_device_history(hostname) WHERE valid_to IS NULL;
CREATE INDEX maas_device_parent ON maas_device_history(parent) WHERE valid_to IS NULL;
CREATE VIEW maas_device AS
SELECT c.name AS cloud,
  r.key AS system_id,
  h.hostname,
  h.fqdn,
  h.parent,
  h.owner,
  h.ip_addresses,
  h.mac_addresses,
  h.resource_id, h.valid_from
FROM maas_device_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
