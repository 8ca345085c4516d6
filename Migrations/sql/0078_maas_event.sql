-- What happened to a machine, as MAAS logged it; the first round asks for the last 7 days.
CREATE TABLE maas_event_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  id INTEGER NOT NULL,
  created TEXT NOT NULL,
  level TEXT NOT NULL,
  type TEXT NOT NULL,
  description TEXT,
  username TEXT,
  node TEXT,
  hostname TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX maas_event_now ON maas_event_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX maas_event_from ON maas_event_history(valid_from);
CREATE INDEX maas_event_to ON maas_event_history(valid_to) WHERE valid_to IS NOT NULL;
-- Of any moment, as the causes of a change are looked for in what is known now and what was known then.
CREATE INDEX maas_event_node ON maas_event_history(node);
CREATE VIEW maas_event AS
SELECT c.name AS cloud, h.id,
  h.created,
  h.level,
  h.type,
  h.description,
  h.username,
  h.node,
  h.hostname,
  h.resource_id, h.valid_from
FROM maas_event_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
