-- A size that servers are made in, private ones too.
CREATE TABLE nova_flavor_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  vcpus INTEGER NOT NULL,
  ram_mib INTEGER NOT NULL,
  disk_gib INTEGER NOT NULL,
  ephemeral_gib INTEGER,
  swap_mib INTEGER,
  is_public INTEGER CHECK (is_public IN (0, 1)),
  disabled INTEGER CHECK (disabled IN (0, 1)),
  rxtx_factor REAL,
  description TEXT,
  extra_specs TEXT CHECK (extra_specs IS NULL OR json_valid(extra_specs)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX nova_flavor_now ON nova_flavor_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX nova_flavor_from ON nova_flavor_history(valid_from);
CREATE INDEX nova_flavor_to ON nova_flavor_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW nova_flavor AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.vcpus,
  h.ram_mib,
  h.disk_gib,
  h.ephemeral_gib,
  h.swap_mib,
  h.is_public,
  h.disabled,
  h.rxtx_factor,
  h.description,
  h.extra_specs,
  h.resource_id, h.valid_from
FROM nova_flavor_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
