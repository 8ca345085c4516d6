-- The aggregates that a provider is in. Versions from before have NULL: nobody had asked.
ALTER TABLE placement_resource_provider_history
  ADD COLUMN aggregates TEXT CHECK (aggregates IS NULL OR json_valid(aggregates));
DROP VIEW placement_resource_provider;
CREATE VIEW placement_resource_provider AS
SELECT c.name AS cloud, r.key AS name,
  h.uuid,
  h.parent_provider,
  h.root_provider,
  h.traits,
  h.aggregates,
  h.resource_id, h.valid_from
FROM placement_resource_provider_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
