-- A compute host, as Nova's virtualization driver reports it.
CREATE TABLE nova_hypervisor_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  uuid TEXT NOT NULL,
  service_host TEXT NOT NULL,
  service_uuid TEXT,
  state TEXT NOT NULL,
  status TEXT NOT NULL,
  disabled_reason TEXT,
  hypervisor_type TEXT,
  hypervisor_version INTEGER,
  host_ip TEXT,
  vcpus INTEGER,
  memory_mb INTEGER,
  cpu_info TEXT CHECK (cpu_info IS NULL OR json_valid(cpu_info)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX nova_hypervisor_now ON nova_hypervisor_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX nova_hypervisor_from ON nova_hypervisor_history(valid_from);
CREATE INDEX nova_hypervisor_to ON nova_hypervisor_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW nova_hypervisor AS
SELECT c.name AS cloud, r.key AS hypervisor_hostname,
  h.uuid,
  h.service_host,
  h.service_uuid,
  h.state,
  h.status,
  h.disabled_reason,
  h.hypervisor_type,
  h.hypervisor_version,
  h.host_ip,
  h.vcpus,
  h.memory_mb,
  h.cpu_info,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'local_gb') AS local_gb,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'local_gb_used') AS local_gb_used,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'memory_mb_used') AS memory_mb_used,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'vcpus_used') AS vcpus_used,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'running_vms') AS running_vms,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'disk_available_least') AS disk_available_least,
  h.resource_id, h.valid_from
FROM nova_hypervisor_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
