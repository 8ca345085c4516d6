-- A disk of a machine; those of Ceph's OSDs look unused to MAAS.
CREATE TABLE maas_block_device_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  machine TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT,
  size_bytes INTEGER,
  model TEXT,
  serial TEXT,
  id_path TEXT,
  tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
  used_for TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX maas_block_device_now ON maas_block_device_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX maas_block_device_from ON maas_block_device_history(valid_from);
CREATE INDEX maas_block_device_to ON maas_block_device_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX maas_block_device_machine ON maas_block_device_history(machine) WHERE valid_to IS NULL;
CREATE INDEX maas_block_device_serial ON maas_block_device_history(serial) WHERE valid_to IS NULL;
CREATE VIEW maas_block_device AS
SELECT c.name AS cloud,
  r.key AS id,
  h.machine,
  h.name,
  h.type,
  h.size_bytes,
  h.model,
  h.serial,
  h.id_path,
  h.tags,
  h.used_for,
  h.resource_id, h.valid_from
FROM maas_block_device_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
