-- A tag of MAAS, by which machines are chosen.
CREATE TABLE maas_tag_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  definition TEXT,
  comment TEXT,
  kernel_opts TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX maas_tag_now ON maas_tag_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX maas_tag_from ON maas_tag_history(valid_from);
CREATE INDEX maas_tag_to ON maas_tag_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW maas_tag AS
SELECT c.name AS cloud,
  r.key AS name,
  h.definition,
  h.comment,
  h.kernel_opts,
  h.resource_id, h.valid_from
FROM maas_tag_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
