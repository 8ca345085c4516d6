-- A server that Nova says is deleted; the first round asks for those of the last 30 days.
CREATE TABLE nova_deleted_server_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  project_id TEXT NOT NULL,
  user_id TEXT,
  host TEXT,
  hypervisor_hostname TEXT,
  flavor_name TEXT,
  image_id TEXT,
  created TEXT,
  launched_at TEXT,
  terminated_at TEXT,
  fault_message TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX nova_deleted_server_now ON nova_deleted_server_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX nova_deleted_server_from ON nova_deleted_server_history(valid_from);
CREATE INDEX nova_deleted_server_to ON nova_deleted_server_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX nova_deleted_server_project ON nova_deleted_server_history(project_id) WHERE valid_to IS NULL;
CREATE VIEW nova_deleted_server AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.project_id,
  h.user_id,
  h.host,
  h.hypervisor_hostname,
  h.flavor_name,
  h.image_id,
  h.created,
  h.launched_at,
  h.terminated_at,
  h.fault_message,
  h.resource_id, h.valid_from
FROM nova_deleted_server_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
