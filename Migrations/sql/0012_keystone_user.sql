-- A user: somebody, or a service, who can sign in.
CREATE TABLE keystone_user_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  name TEXT NOT NULL,
  domain_id TEXT NOT NULL,
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX keystone_user_now ON keystone_user_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX keystone_user_from ON keystone_user_history(valid_from);
CREATE INDEX keystone_user_to ON keystone_user_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX keystone_user_domain ON keystone_user_history(domain_id) WHERE valid_to IS NULL;
CREATE VIEW keystone_user AS
SELECT c.name AS cloud, r.key AS id,
  h.name,
  h.domain_id,
  h.enabled,
  h.resource_id, h.valid_from
FROM keystone_user_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
