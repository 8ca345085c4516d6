-- A class of volumes, private ones too: which backend they are on and what they can do.
CREATE TABLE cinder_volume_type_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  is_public INTEGER CHECK (is_public IN (0, 1)),
  qos_specs_id TEXT,
  extra_specs TEXT CHECK (extra_specs IS NULL OR json_valid(extra_specs)),
  description TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX cinder_volume_type_now ON cinder_volume_type_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX cinder_volume_type_from ON cinder_volume_type_history(valid_from);
CREATE INDEX cinder_volume_type_to ON cinder_volume_type_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW cinder_volume_type AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.is_public,
  h.qos_specs_id,
  h.extra_specs,
  h.description,
  h.resource_id, h.valid_from
FROM cinder_volume_type_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
