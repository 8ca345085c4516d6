-- A host on which MAAS makes virtual machines, with LXD or libvirt.
CREATE TABLE maas_vm_host_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  zone TEXT,
  pool TEXT,
  tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
  host TEXT,
  version TEXT,
  cpu_over_commit_ratio REAL,
  memory_over_commit_ratio REAL,
  cores INTEGER,
  memory_mib INTEGER,
  storage_bytes INTEGER,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX maas_vm_host_now ON maas_vm_host_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX maas_vm_host_from ON maas_vm_host_history(valid_from);
CREATE INDEX maas_vm_host_to ON maas_vm_host_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW maas_vm_host AS
SELECT c.name AS cloud,
  CAST(r.key AS INTEGER) AS id,
  h.name,
  h.type,
  h.zone,
  h.pool,
  h.tags,
  h.host,
  h.version,
  h.cpu_over_commit_ratio,
  h.memory_over_commit_ratio,
  h.cores,
  h.memory_mib,
  h.storage_bytes,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'cores_used') AS cores_used,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'memory_used_mib') AS memory_used_mib,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'storage_used_bytes') AS storage_used_bytes,
  h.resource_id, h.valid_from
FROM maas_vm_host_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
