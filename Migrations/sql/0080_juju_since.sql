-- Since when Juju's statuses are what they are. Versions from before have NULL: nobody had asked.

ALTER TABLE juju_unit_history ADD COLUMN workload_since TEXT;
ALTER TABLE juju_unit_history ADD COLUMN agent_since TEXT;
DROP VIEW juju_unit;
CREATE VIEW juju_unit AS
SELECT c.name AS cloud, r.key AS id,
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
  h.workload_since,
  h.agent_since,
  h.resource_id, h.valid_from
FROM juju_unit_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;

ALTER TABLE juju_machine_history ADD COLUMN agent_since TEXT;
ALTER TABLE juju_machine_history ADD COLUMN machine_since TEXT;
DROP VIEW juju_machine;
CREATE VIEW juju_machine AS
SELECT c.name AS cloud, r.key AS id,
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
  h.agent_since,
  h.machine_since,
  h.resource_id, h.valid_from
FROM juju_machine_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;

ALTER TABLE juju_application_history ADD COLUMN status_since TEXT;
DROP VIEW juju_application;
CREATE VIEW juju_application AS
SELECT c.name AS cloud, r.key AS id,
  h.model,
  h.name,
  h.charm,
  h.charm_origin,
  h.charm_channel,
  h.charm_rev,
  h.base,
  h.exposed,
  h.status,
  h.message,
  h.workload_version,
  h.scale,
  h.subordinate_to,
  h.endpoint_bindings,
  h.life,
  h.options,
  h.status_since,
  h.resource_id, h.valid_from
FROM juju_application_history h
JOIN resource r ON r.id = h.resource_id
JOIN cloud c ON c.id = r.cloud_id
WHERE h.valid_to IS NULL;
