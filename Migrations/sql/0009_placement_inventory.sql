-- How much of one resource class a provider has, and how far it may be oversubscribed.
CREATE TABLE placement_inventory_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  resource_provider TEXT NOT NULL,
  resource_class TEXT NOT NULL,
  total INTEGER NOT NULL,
  reserved INTEGER NOT NULL,
  min_unit INTEGER NOT NULL,
  max_unit INTEGER NOT NULL,
  step_size INTEGER NOT NULL,
  allocation_ratio REAL NOT NULL,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX placement_inventory_now ON placement_inventory_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX placement_inventory_from ON placement_inventory_history(valid_from);
CREATE INDEX placement_inventory_to ON placement_inventory_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW placement_inventory AS
SELECT c.name AS cloud, h.resource_provider,
  h.resource_class,
  h.total,
  h.reserved,
  h.min_unit,
  h.max_unit,
  h.step_size,
  h.allocation_ratio,
  h.resource_id, h.valid_from
FROM placement_inventory_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
