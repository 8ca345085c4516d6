-- Views over several kinds, each with a page in docs/views. They say nothing of gaps: `tombo sql` does.

-- Which addresses a server has. The ports of Neutron are the truth; what Nova says is its own, older copy.
CREATE VIEW server_address AS
SELECT p.cloud, p.device_id AS server_id,
  (SELECT s.name FROM nova_server s WHERE s.id = p.device_id AND s.cloud = p.cloud) AS server,
  (SELECT n.name FROM neutron_network n WHERE n.id = p.network_id AND n.cloud = p.cloud) AS network,
  (SELECT b.name FROM neutron_subnet b WHERE b.id = a.value ->> 'subnet_id' AND b.cloud = p.cloud) AS subnet,
  a.value ->> 'ip_address' AS fixed_ip,
  f.value AS floating_ip,
  p.mac_address AS mac,
  p.id AS port_id,
  CASE WHEN a.value ->> 'ip_address' LIKE '%:%' THEN 6 WHEN a.value IS NOT NULL THEN 4 END AS version
FROM neutron_port p
LEFT JOIN json_each(p.fixed_ips) a
-- A list of mostly none or one: SQLite would else read every floating IP of the cloud to join them.
LEFT JOIN json_each((SELECT json_group_array(i.floating_ip_address) FROM neutron_floatingip i
  WHERE i.port_id = p.id AND i.cloud = p.cloud AND i.fixed_ip_address = a.value ->> 'ip_address')) f
WHERE p.device_owner LIKE 'compute:%';

-- Which addresses a router has, and on which host its gateway is.
CREATE VIEW router_address AS
SELECT p.cloud, p.device_id AS router_id,
  (SELECT r.name FROM neutron_router r WHERE r.id = p.device_id AND r.cloud = p.cloud) AS router,
  (SELECT n.name FROM neutron_network n WHERE n.id = p.network_id AND n.cloud = p.cloud) AS network,
  (SELECT b.name FROM neutron_subnet b WHERE b.id = a.value ->> 'subnet_id' AND b.cloud = p.cloud) AS subnet,
  a.value ->> 'ip_address' AS address,
  CASE p.device_owner WHEN 'network:router_gateway' THEN 'gateway' ELSE 'interface' END AS kind,
  nullif(p.binding_host_id, '') AS host,
  p.id AS port_id
FROM neutron_port p
LEFT JOIN json_each(p.fixed_ips) a
WHERE p.device_owner IN ('network:router_gateway', 'network:router_interface',
  'network:router_interface_distributed', 'network:ha_router_replicated_interface');

-- Who holds each claim on a provider.
CREATE VIEW allocation_owner AS
SELECT a.cloud, a.resource_provider, a.consumer,
  CASE
    WHEN EXISTS (SELECT 1 FROM nova_server s WHERE s.id = a.consumer AND s.cloud = a.cloud) THEN 'server'
    WHEN EXISTS (SELECT 1 FROM nova_migration m WHERE m.uuid = a.consumer AND m.cloud = a.cloud) THEN 'migration'
  END AS owner,
  coalesce(
    (SELECT s.id FROM nova_server s WHERE s.id = a.consumer AND s.cloud = a.cloud),
    (SELECT m.instance_uuid FROM nova_migration m WHERE m.uuid = a.consumer AND m.cloud = a.cloud)) AS server_id,
  coalesce(
    (SELECT s.name FROM nova_server s WHERE s.id = a.consumer AND s.cloud = a.cloud),
    (SELECT s.name FROM nova_migration m JOIN nova_server s ON s.id = m.instance_uuid AND s.cloud = m.cloud
     WHERE m.uuid = a.consumer AND m.cloud = a.cloud)) AS server,
  a.resources
FROM placement_allocation a;
