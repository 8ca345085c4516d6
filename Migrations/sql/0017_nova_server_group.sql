-- A server group: servers that the scheduler puts on one host, or keeps apart.
CREATE TABLE nova_server_group_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  policy TEXT,
  rules TEXT CHECK (rules IS NULL OR json_valid(rules)),
  members TEXT NOT NULL CHECK (json_valid(members)),
  project_id TEXT,
  user_id TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX nova_server_group_now ON nova_server_group_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX nova_server_group_from ON nova_server_group_history(valid_from);
CREATE INDEX nova_server_group_to ON nova_server_group_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX nova_server_group_project ON nova_server_group_history(project_id) WHERE valid_to IS NULL;
CREATE VIEW nova_server_group AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.policy,
  h.rules,
  h.members,
  h.project_id,
  h.user_id,
  h.resource_id, h.valid_from
FROM nova_server_group_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
