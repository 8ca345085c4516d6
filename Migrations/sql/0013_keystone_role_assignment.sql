-- A role assignment: which user or group has which role on what.
CREATE TABLE keystone_role_assignment_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  role TEXT NOT NULL,
  role_domain TEXT,
  assignee_type TEXT NOT NULL,
  assignee TEXT NOT NULL,
  assignee_domain TEXT,
  scope_type TEXT NOT NULL,
  scope TEXT NOT NULL,
  scope_domain TEXT,
  is_inherited INTEGER NOT NULL CHECK (is_inherited IN (0, 1)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX keystone_role_assignment_now ON keystone_role_assignment_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX keystone_role_assignment_from ON keystone_role_assignment_history(valid_from);
CREATE INDEX keystone_role_assignment_to ON keystone_role_assignment_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX keystone_role_assignment_assignee ON keystone_role_assignment_history(assignee) WHERE valid_to IS NULL;
CREATE INDEX keystone_role_assignment_scope ON keystone_role_assignment_history(scope) WHERE valid_to IS NULL;
CREATE VIEW keystone_role_assignment AS
SELECT c.name AS cloud, r.key AS id,
  h.role,
  h.role_domain,
  h.assignee_type,
  h.assignee,
  h.assignee_domain,
  h.scope_type,
  h.scope,
  h.scope_domain,
  h.is_inherited,
  h.resource_id, h.valid_from
FROM keystone_role_assignment_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
