-- What somebody asked Nova to do with a server; the first round asks for the last 7 days.
CREATE TABLE nova_instance_action_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  instance_uuid TEXT NOT NULL,
  request_id TEXT NOT NULL,
  action TEXT NOT NULL,
  user_id TEXT,
  project_id TEXT,
  start_time TEXT NOT NULL,
  updated_at TEXT,
  message TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX nova_instance_action_now ON nova_instance_action_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX nova_instance_action_from ON nova_instance_action_history(valid_from);
CREATE INDEX nova_instance_action_to ON nova_instance_action_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX nova_instance_action_instance ON nova_instance_action_history(instance_uuid) WHERE valid_to IS NULL;
CREATE VIEW nova_instance_action AS
SELECT c.name AS cloud, h.instance_uuid,
  h.request_id,
  h.action,
  h.user_id,
  h.project_id,
  h.start_time,
  h.updated_at,
  h.message,
  h.resource_id, h.valid_from
FROM nova_instance_action_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
