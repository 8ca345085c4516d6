-- One of Neutron's agents on a host; with OVN, its controller and its metadata agent.
CREATE TABLE neutron_agent_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  agent_type TEXT NOT NULL,
  binary TEXT NOT NULL,
  host TEXT NOT NULL,
  availability_zone TEXT,
  admin_state_up INTEGER NOT NULL CHECK (admin_state_up IN (0, 1)),
  alive INTEGER NOT NULL CHECK (alive IN (0, 1)),
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX neutron_agent_now ON neutron_agent_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX neutron_agent_from ON neutron_agent_history(valid_from);
CREATE INDEX neutron_agent_to ON neutron_agent_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX neutron_agent_host ON neutron_agent_history(host) WHERE valid_to IS NULL;
CREATE VIEW neutron_agent AS
SELECT c.name AS cloud, r.key AS id,
  h.agent_type,
  h.binary,
  h.host,
  h.availability_zone,
  h.admin_state_up,
  h.alive,
  h.resource_id, h.valid_from
FROM neutron_agent_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
