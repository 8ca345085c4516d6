-- A subnet of MAAS.
CREATE TABLE maas_subnet_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  cidr TEXT NOT NULL,
  vlan INTEGER,
  gateway_ip TEXT,
  dns_servers TEXT CHECK (dns_servers IS NULL OR json_valid(dns_servers)),
  managed INTEGER CHECK (managed IN (0, 1)),
  active_discovery INTEGER CHECK (active_discovery IN (0, 1)),
  space TEXT,
  description TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX maas_subnet_now ON maas_subnet_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX maas_subnet_from ON maas_subnet_history(valid_from);
CREATE INDEX maas_subnet_to ON maas_subnet_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX maas_subnet_vlan ON maas_subnet_history(vlan) WHERE valid_to IS NULL;
CREATE VIEW maas_subnet AS
SELECT c.name AS cloud,
  CAST(r.key AS INTEGER) AS id,
  h.name,
  h.cidr,
  h.vlan,
  h.gateway_ip,
  h.dns_servers,
  h.managed,
  h.active_discovery,
  h.space,
  h.description,
  h.resource_id, h.valid_from
FROM maas_subnet_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
