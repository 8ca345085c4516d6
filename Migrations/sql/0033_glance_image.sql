-- A disk image that servers and volumes are made from, hidden and community ones too.
CREATE TABLE glance_image_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT,
  status TEXT NOT NULL,
  visibility TEXT NOT NULL,
  owner TEXT,
  size INTEGER,
  virtual_size INTEGER,
  disk_format TEXT,
  container_format TEXT,
  min_disk_gib INTEGER,
  min_ram_mib INTEGER,
  os_hidden INTEGER CHECK (os_hidden IN (0, 1)),
  protected INTEGER CHECK (protected IN (0, 1)),
  os_hash_algo TEXT,
  os_hash_value TEXT,
  checksum TEXT,
  direct_url TEXT,
  tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
  properties TEXT NOT NULL CHECK (json_valid(properties)),
  created_at TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX glance_image_now ON glance_image_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX glance_image_from ON glance_image_history(valid_from);
CREATE INDEX glance_image_to ON glance_image_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX glance_image_owner ON glance_image_history(owner) WHERE valid_to IS NULL;
CREATE VIEW glance_image AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.status,
  h.visibility,
  h.owner,
  h.size,
  h.virtual_size,
  h.disk_format,
  h.container_format,
  h.min_disk_gib,
  h.min_ram_mib,
  h.os_hidden,
  h.protected,
  h.os_hash_algo,
  h.os_hash_value,
  h.checksum,
  h.direct_url,
  h.tags,
  h.properties,
  h.created_at,
  h.resource_id, h.valid_from
FROM glance_image_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
