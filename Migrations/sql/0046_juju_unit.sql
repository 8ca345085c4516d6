-- One unit of an application of a Juju model.
CREATE TABLE juju_unit_history (
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  valid_from INTEGER NOT NULL REFERENCES snapshot(seq),
  valid_to INTEGER REFERENCES snapshot(seq) CHECK (valid_to > valid_from),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  model TEXT NOT NULL,
  name TEXT NOT NULL,
  application TEXT NOT NULL,
  machine TEXT,
  principal TEXT,
  leader INTEGER CHECK (leader IN (0, 1)),
  workload_status TEXT,
  workload_message TEXT,
  agent_status TEXT,
  agent_message TEXT,
  public_address TEXT,
  open_ports TEXT CHECK (open_ports IS NULL OR json_valid(open_ports)),
  agent_version TEXT,
  cluster_mode TEXT,
  tolerates_failures INTEGER,
  inactive_members INTEGER,
  initialized INTEGER CHECK (initialized IN (0, 1)),
  sealed INTEGER CHECK (sealed IN (0, 1)),
  active INTEGER CHECK (active IN (0, 1)),
  clustered INTEGER CHECK (clustered IN (0, 1)),
  leads TEXT CHECK (leads IS NULL OR json_valid(leads)),
  osd_count INTEGER,
  UNIQUE (resource_id, valid_from)
) STRICT;
CREATE UNIQUE INDEX juju_unit_now ON juju_unit_history(resource_id) WHERE valid_to IS NULL;
CREATE INDEX juju_unit_from ON juju_unit_history(valid_from);
CREATE INDEX juju_unit_to ON juju_unit_history(valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX juju_unit_name ON juju_unit_history(name) WHERE valid_to IS NULL;
CREATE INDEX juju_unit_application ON juju_unit_history(application) WHERE valid_to IS NULL;
CREATE INDEX juju_unit_machine ON juju_unit_history(machine) WHERE valid_to IS NULL;
CREATE INDEX juju_unit_principal ON juju_unit_history(principal) WHERE valid_to IS NULL;
CREATE VIEW juju_unit AS
SELECT c.name AS cloud,
  r.key AS id,
  h.model,
  h.name,
  h.application,
  h.machine,
  h.principal,
  h.leader,
  h.workload_status,
  h.workload_message,
  h.agent_status,
  h.agent_message,
  h.public_address,
  h.open_ports,
  h.agent_version,
  h.cluster_mode,
  h.tolerates_failures,
  h.inactive_members,
  h.initialized,
  h.sealed,
  h.active,
  h.clustered,
  h.leads,
  h.osd_count,
  h.resource_id, h.valid_from
FROM juju_unit_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
