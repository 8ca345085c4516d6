-- What a server, or a migration in its place, has claimed from a provider.
CREATE TABLE placement_allocation_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  resource_provider TEXT NOT NULL,
  consumer TEXT NOT NULL,
  resources TEXT NOT NULL CHECK (json_valid(resources)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX placement_allocation_now ON placement_allocation_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX placement_allocation_from ON placement_allocation_history(valid_from);
CREATE INDEX placement_allocation_to ON placement_allocation_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX placement_allocation_consumer ON placement_allocation_history(consumer) WHERE valid_to IS NULL;
CREATE INDEX placement_allocation_provider ON placement_allocation_history(resource_provider) WHERE valid_to IS NULL;
CREATE VIEW placement_allocation AS
SELECT c.name AS cloud, h.resource_provider,
  h.consumer,
  h.resources,
  h.resource_id, h.valid_from
FROM placement_allocation_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
