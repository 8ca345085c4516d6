-- Who may use a private flavor. Versions from before have NULL: nobody had asked.
ALTER TABLE nova_flavor_history
  ADD COLUMN access_project_ids TEXT CHECK (access_project_ids IS NULL OR json_valid(access_project_ids));
DROP VIEW nova_flavor;
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
  h.access_project_ids,
  h.resource_id, h.valid_from
FROM nova_flavor_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
