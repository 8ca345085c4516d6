-- A place that volumes are put into, as Cinder's scheduler knows it.
CREATE TABLE cinder_pool_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  storage_protocol TEXT,
  vendor_name TEXT,
  driver_version TEXT,
  volume_backend_name TEXT,
  thin_provisioning_support INTEGER CHECK (thin_provisioning_support IN (0, 1)),
  reserved_percentage INTEGER,
  max_over_subscription_ratio REAL,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX cinder_pool_now ON cinder_pool_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX cinder_pool_from ON cinder_pool_history(valid_from);
CREATE INDEX cinder_pool_to ON cinder_pool_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE VIEW cinder_pool AS
SELECT c.name AS cloud, r.key AS name,
  h.storage_protocol,
  h.vendor_name,
  h.driver_version,
  h.volume_backend_name,
  h.thin_provisioning_support,
  h.reserved_percentage,
  h.max_over_subscription_ratio,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'total_capacity_mib') AS total_capacity_mib,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'free_capacity_mib') AS free_capacity_mib,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'allocated_capacity_mib') AS allocated_capacity_mib,
  (SELECT s.value FROM series s WHERE s.resource_id = h.resource_id AND s.metric = 'provisioned_capacity_mib') AS provisioned_capacity_mib,
  h.resource_id, h.valid_from
FROM cinder_pool_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
