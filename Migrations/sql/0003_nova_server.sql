-- A virtual machine, as Nova lists it; Nova's own code calls it an instance.
CREATE TABLE nova_server_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  project_id TEXT NOT NULL,
  user_id TEXT,
  status TEXT NOT NULL,
  vm_state TEXT,
  task_state TEXT,
  power_state TEXT,
  host TEXT,
  hypervisor_hostname TEXT,
  instance_name TEXT,
  hostname TEXT,
  host_status TEXT,
  availability_zone TEXT,
  flavor_name TEXT,
  flavor_vcpus INTEGER,
  flavor_ram_mib INTEGER,
  flavor_disk_gib INTEGER,
  flavor_ephemeral_gib INTEGER,
  flavor_swap_mib INTEGER,
  flavor_extra_specs TEXT CHECK (flavor_extra_specs IS NULL OR json_valid(flavor_extra_specs)),
  image_id TEXT,
  key_name TEXT,
  addresses TEXT CHECK (addresses IS NULL OR json_valid(addresses)),
  security_groups TEXT CHECK (security_groups IS NULL OR json_valid(security_groups)),
  volumes_attached TEXT CHECK (volumes_attached IS NULL OR json_valid(volumes_attached)),
  metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
  tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
  locked INTEGER CHECK (locked IN (0, 1)),
  description TEXT,
  fault_code INTEGER,
  fault_message TEXT,
  created TEXT,
  launched_at TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX nova_server_now ON nova_server_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX nova_server_from ON nova_server_history(valid_from);
CREATE INDEX nova_server_to ON nova_server_history(valid_to) WHERE valid_to IS NOT NULL;
-- Which servers are on a host, and what they take of it, from the index alone.
CREATE INDEX nova_server_host
  ON nova_server_history(hypervisor_hostname, flavor_vcpus, flavor_ram_mib) WHERE valid_to IS NULL;
CREATE INDEX nova_server_name ON nova_server_history(name);
CREATE VIEW nova_server AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.project_id,
  h.user_id,
  h.status,
  h.vm_state,
  h.task_state,
  h.power_state,
  h.host,
  h.hypervisor_hostname,
  h.instance_name,
  h.hostname,
  h.host_status,
  h.availability_zone,
  h.flavor_name,
  h.flavor_vcpus,
  h.flavor_ram_mib,
  h.flavor_disk_gib,
  h.flavor_ephemeral_gib,
  h.flavor_swap_mib,
  h.flavor_extra_specs,
  h.image_id,
  h.key_name,
  h.addresses,
  h.security_groups,
  h.volumes_attached,
  h.metadata,
  h.tags,
  h.locked,
  h.description,
  h.fault_code,
  h.fault_message,
  h.created,
  h.launched_at,
  h.resource_id, h.valid_from
FROM nova_server_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
