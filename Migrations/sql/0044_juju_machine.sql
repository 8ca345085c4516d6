-- A machine of a Juju model, or a container on one.
CREATE TABLE juju_machine_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  model TEXT NOT NULL,
  machine_id TEXT NOT NULL,
  parent TEXT,
  instance_id TEXT,
  display_name TEXT,
  hostname TEXT,
  dns_name TEXT,
  ip_addresses TEXT CHECK (ip_addresses IS NULL OR json_valid(ip_addresses)),
  agent_status TEXT,
  agent_message TEXT,
  machine_status TEXT,
  machine_message TEXT,
  base TEXT,
  architecture TEXT,
  cores INTEGER,
  memory_mib INTEGER,
  availability_zone TEXT,
  tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
  constraints TEXT,
  network_interfaces TEXT CHECK (network_interfaces IS NULL OR json_valid(network_interfaces)),
  agent_version TEXT,
  controller_member_status TEXT,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX juju_machine_now ON juju_machine_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX juju_machine_from ON juju_machine_history(valid_from);
CREATE INDEX juju_machine_to ON juju_machine_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX juju_machine_parent ON juju_machine_history(parent) WHERE valid_to IS NULL;
CREATE INDEX juju_machine_instance_id ON juju_machine_history(instance_id) WHERE valid_to IS NULL;
CREATE INDEX juju_machine_hostname ON juju_machine_history(hostname) WHERE valid_to IS NULL;
CREATE VIEW juju_machine AS
SELECT c.name AS cloud,
  r.key AS id,
  h.model,
  h.machine_id,
  h.parent,
  h.instance_id,
  h.display_name,
  h.hostname,
  h.dns_name,
  h.ip_addresses,
  h.agent_status,
  h.agent_message,
  h.machine_status,
  h.machine_message,
  h.base,
  h.architecture,
  h.cores,
  h.memory_mib,
  h.availability_zone,
  h.tags,
  h.constraints,
  h.network_interfaces,
  h.agent_version,
  h.controller_member_status,
  h.resource_id, h.valid_from
FROM juju_machine_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
