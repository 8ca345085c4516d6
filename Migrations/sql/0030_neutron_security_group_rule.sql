-- One thing that the ports of a security group may send or receive.
CREATE TABLE neutron_security_group_rule_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  security_group_id TEXT NOT NULL,
  direction TEXT NOT NULL,
  ethertype TEXT,
  protocol TEXT,
  port_range_min INTEGER,
  port_range_max INTEGER,
  remote_ip_prefix TEXT,
  remote_group_id TEXT,
  project_id TEXT,
  description TEXT,
  created_at TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX neutron_security_group_rule_now ON neutron_security_group_rule_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX neutron_security_group_rule_from ON neutron_security_group_rule_history(valid_from);
CREATE INDEX neutron_security_group_rule_to ON neutron_security_group_rule_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX neutron_security_group_rule_security_group
  ON neutron_security_group_rule_history(security_group_id) WHERE valid_to IS NULL;
CREATE INDEX neutron_security_group_rule_remote_group
  ON neutron_security_group_rule_history(remote_group_id) WHERE valid_to IS NULL;
CREATE VIEW neutron_security_group_rule AS
SELECT c.name AS cloud, r.key AS id,
  h.security_group_id,
  h.direction,
  h.ethertype,
  h.protocol,
  h.port_range_min,
  h.port_range_max,
  h.remote_ip_prefix,
  h.remote_group_id,
  h.project_id,
  h.description,
  h.created_at,
  h.resource_id, h.valid_from
FROM neutron_security_group_rule_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
