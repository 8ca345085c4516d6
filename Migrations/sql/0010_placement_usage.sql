-- How much of one resource class servers have claimed from a provider.
CREATE TABLE placement_usage_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  resource_provider TEXT NOT NULL,
  resource_class TEXT NOT NULL,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX placement_usage_now ON placement_usage_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX placement_usage_from ON placement_usage_history(valid_from);
CREATE INDEX placement_usage_to ON placement_usage_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW placement_usage AS
SELECT c.name AS cloud, h.resource_provider,
  h.resource_class,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'used') AS used,
  h.resource_id, h.valid_from
FROM placement_usage_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
