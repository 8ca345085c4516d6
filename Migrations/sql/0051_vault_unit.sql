-- A Vault server, and whether it is sealed.
CREATE TABLE vault_unit_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  initialized INTEGER CHECK (initialized IN (0, 1)),
  sealed INTEGER NOT NULL CHECK (sealed IN (0, 1)),
  standby INTEGER CHECK (standby IN (0, 1)),
  performance_standby INTEGER CHECK (performance_standby IN (0, 1)),
  version TEXT,
  build_date TEXT,
  cluster_name TEXT,
  cluster_id TEXT,
  seal_type TEXT,
  threshold INTEGER,
  shares INTEGER,
  recovery_seal INTEGER CHECK (recovery_seal IN (0, 1)),
  storage_type TEXT,
  replication_dr_mode TEXT,
  replication_performance_mode TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX vault_unit_now ON vault_unit_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX vault_unit_from ON vault_unit_history(valid_from);
CREATE INDEX vault_unit_to ON vault_unit_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW vault_unit AS
SELECT c.name AS cloud, r.key AS address,
  h.initialized,
  h.sealed,
  h.standby,
  h.performance_standby,
  h.version,
  h.build_date,
  h.cluster_name,
  h.cluster_id,
  h.seal_type,
  h.threshold,
  h.shares,
  h.recovery_seal,
  h.storage_type,
  h.replication_dr_mode,
  h.replication_performance_mode,
  h.resource_id, h.valid_from
FROM vault_unit_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
