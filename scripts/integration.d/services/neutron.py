"""Neutron's kinds, as the openstack client tells them."""

LISTS = {
    'networks': ('network', 'list'), 'subnets': ('subnet', 'list'), 'routers': ('router', 'list'),
    'ports': ('port', 'list'), 'floating': ('floating', 'ip', 'list', '--long'),
    'agents': ('network', 'agent', 'list', '--long'),
}


def shows(lists, _):
    return {
        'network': [('network', 'show', row['ID']) for row in lists['networks']],
        'subnet': [('subnet', 'show', row['ID']) for row in lists['subnets']],
        'router': [('router', 'show', row['ID']) for row in lists['routers']],
        'port': [('port', 'show', row['ID']) for row in lists['ports']],
        'network quota': [('quota', 'list', '--network', '--detail', '--project', row['ID'])
                          for row in lists['projects']],
    }


def groups(lists, shown):
    """By project, and only of those that have some: a plain list makes a group in the caller's own."""
    having = [project['ID'] for project, quotas in zip(lists['projects'], shown['network quota'])
              for row in quotas if row['Resource'] == 'security_groups' and row['In Use']]
    return {'groups': [('security', 'group', 'list', '--project', id) for id in having]}


def group(_, shown):
    return {'group': [('security', 'group', 'show', row['ID']) for groups in shown['groups'] for row in groups]}


STEPS = (shows, groups, group)
# The client's words for what Neutron's quotas count.
COUNTED = {'floating_ips': 'floatingip', 'networks': 'network', 'ports': 'port', 'rbac_policies': 'rbac_policy',
           'routers': 'router', 'security_group_rules': 'security_group_rule', 'security_groups': 'security_group',
           'subnet_pools': 'subnetpool', 'subnets': 'subnet'}


def rows(lists, shown):
    return {
        'neutron_network': [network(row) for row in shown['network']],
        'neutron_subnet': [subnet(row) for row in shown['subnet']],
        'neutron_router': [router(row) for row in shown['router']],
        'neutron_port': [port(row) for row in shown['port']],
        'neutron_floatingip': [floating(row) for row in lists['floating']],
        'neutron_security_group': [same(row, 'id', 'name', 'project_id', 'description', 'stateful', 'created_at')
                                   for row in shown['group']],
        'neutron_security_group_rule': [rule(one) for row in shown['group'] for one in row['rules']],
        'neutron_agent': [agent(row) for row in lists['agents']],
        'neutron_quota': [quota(project, row) for project, quotas in zip(lists['projects'], shown['network quota'])
                          for row in quotas],
    }


def same(row, *names):
    return {name: row[name] for name in names}


def network(row):
    return {**same(row, 'id', 'name', 'project_id', 'status', 'admin_state_up', 'shared', 'mtu',
                   'port_security_enabled', 'created_at'),
            'external': row['router:external'], 'network_type': row['provider:network_type'],
            'physical_network': row['provider:physical_network'], 'segmentation_id': row['provider:segmentation_id'],
            'subnets': sorted(row['subnets']), 'tags': sorted(row['tags'])}


def subnet(row):
    return {**same(row, 'id', 'name', 'network_id', 'project_id', 'ip_version', 'cidr', 'gateway_ip', 'enable_dhcp',
                   'dns_nameservers', 'created_at'),
            'allocation_pools': ordered(row['allocation_pools']), 'tags': sorted(row['tags'])}


def router(row):
    gateway = row['external_gateway_info'] or {}
    return {**same(row, 'id', 'name', 'project_id', 'status', 'admin_state_up', 'created_at'),
            'external_network_id': gateway.get('network_id'),
            'external_addresses': ordered(gateway.get('external_fixed_ips')), 'enable_snat': gateway.get('enable_snat'),
            'routes': ordered(row['routes'])}


def port(row):
    return {**same(row, 'id', 'name', 'network_id', 'status', 'admin_state_up', 'device_owner', 'device_id',
                   'mac_address', 'binding_vif_type', 'binding_vnic_type', 'port_security_enabled', 'created_at'),
            'binding_host_id': row['binding_host_id'] or None, 'project_id': row['project_id'] or None,
            'fixed_ips': ordered(row['fixed_ips']), 'security_groups': sorted(row['security_group_ids'])}


def floating(row):
    return {'id': row['ID'], 'floating_ip_address': row['Floating IP Address'],
            'fixed_ip_address': row['Fixed IP Address'], 'port_id': row['Port'], 'router_id': row['Router'],
            'floating_network_id': row['Floating Network'], 'project_id': row['Project'], 'status': row['Status']}


def rule(row):
    return same(row, 'id', 'security_group_id', 'direction', 'ethertype', 'protocol', 'port_range_min',
                'port_range_max', 'remote_ip_prefix', 'remote_group_id', 'project_id', 'created_at')


def agent(row):
    return {'id': row['ID'], 'agent_type': row['Agent Type'], 'host': row['Host'], 'binary': row['Binary'],
            'alive': row['Alive'], 'admin_state_up': row['State']}


def quota(project, row):
    return {'project_id': project['ID'], 'resource': COUNTED[row['Resource']], 'quota_limit': row['Limit'],
            'in_use': row['In Use'], 'reserved': row['Reserved']}


def ordered(items):
    """A list whose order means nothing."""
    return sorted((items or []), key=lambda item: sorted(item.items()))
