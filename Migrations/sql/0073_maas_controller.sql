-- A region or rack controller: a machine that MAAS itself runs on.
CREATE TABLE maas_controller_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  hostname TEXT NOT NULL,
  fqdn TEXT NOT NULL,
  type TEXT,
  version TEXT,
  zone TEXT,
  ip_addresses TEXT CHECK (ip_addresses IS NULL OR json_valid(ip_addresses)),
  services_running TEXT NOT NULL CHECK (json_valid(services_running)),
  services_failed TEXT NOT NULL CHECK (json_valid(services_failed)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX maas_controller_now ON maas_controller_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX maas_controller_from ON maas_controller_history(valid_from);
CREATE INDEX maas_controller_to ON maas_controller_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW maas_controller AS
SELECT c.name AS cloud,
  r.key AS system_id,
  h.hostname,
  h.fqdn,
  h.type,
  h.version,
  h.zone,
  h.ip_addresses,
  h.services_running,
  h.services_failed,
  h.resource_id, h.valid_from
FROM maas_controller_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
