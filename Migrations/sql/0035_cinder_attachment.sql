-- What ties a volume to a server.
CREATE TABLE cinder_attachment_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  volume_id TEXT NOT NULL,
  server_id TEXT,
  host_name TEXT,
  device TEXT,
  attached_at TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX cinder_attachment_now ON cinder_attachment_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX cinder_attachment_from ON cinder_attachment_history(valid_from);
CREATE INDEX cinder_attachment_to ON cinder_attachment_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX cinder_attachment_server ON cinder_attachment_history(server_id) WHERE valid_to IS NULL;
CREATE INDEX cinder_attachment_volume ON cinder_attachment_history(volume_id) WHERE valid_to IS NULL;
CREATE VIEW cinder_attachment AS
SELECT c.name AS cloud, r.key AS id,
  h.volume_id,
  h.server_id,
  h.host_name,
  h.device,
  h.attached_at,
  h.resource_id, h.valid_from
FROM cinder_attachment_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
