"""Nova's kinds, as the openstack client tells them."""

# The number of each power state: nova/objects/fields.py, InstancePowerState.
POWER = {0: 'nostate', 1: 'running', 3: 'paused', 4: 'shutdown', 6: 'crashed', 7: 'suspended'}
SERVER_COLUMNS = ('ID', 'Name', 'Status', 'Task State', 'Power State', 'Networks', 'Image ID', 'Flavor Name',
                  'Availability Zone', 'Host', 'Properties', 'Project ID', 'User ID', 'Created At')

LISTS = {
    'servers': ('server', 'list', '--all-projects', '--long', *(word for name in SERVER_COLUMNS for word in ('-c', name))),
    'deleted': ('server', 'list', '--all-projects', '--deleted', '--long'),
    'hypervisors': ('hypervisor', 'list', '--long'), 'compute services': ('compute', 'service', 'list', '--long'),
    'flavors': ('flavor', 'list', '--all', '--long'), 'aggregates': ('aggregate', 'list', '--long'),
    'server groups': ('server', 'group', 'list', '--all-projects', '--long'),
    'compute zones': ('availability', 'zone', 'list', '--compute', '--long'),
    'migrations': ('server', 'migration', 'list'),
}


def shows(lists, _):
    failed = [row['ID'] for row in lists['servers'] if row['Status'] == 'ERROR']
    # The client's `show` asks the host itself for its uptime, and fails where that is dead.
    return {'hypervisor': [('hypervisor', 'show', row['Hypervisor Hostname']) for row in lists['hypervisors']
                           if row['State'] == 'up'],
            'failed': [('server', 'show', id) for id in failed],
            'server group': [('server', 'group', 'show', row['ID']) for row in lists['server groups']],
            'compute quota': [('quota', 'list', '--compute', '--detail', '--project', row['ID'])
                              for row in lists['projects']]}


STEPS = (shows,)


def rows(lists, shown):
    floating = {ip['Floating IP Address'] for ip in lists['floating'] if ip['Fixed IP Address']}
    faults = {row['id']: row['fault']['message'] for row in shown['failed']}
    return {
        'nova_server': [server(row, floating, lists['volumes'], faults) for row in lists['servers']],
        'nova_deleted_server': [{'id': row['ID'], 'name': row['Name'], 'host': row['Host'],
                                 'flavor_name': row['Flavor'], 'image_id': row['Image ID']}
                                for row in lists['deleted']],
        'nova_hypervisor': [hypervisor(row) for row in shown['hypervisor']] + [
            dead_hypervisor(row) for row in lists['hypervisors'] if row['State'] != 'up'],
        'nova_compute_service': [service(row) for row in lists['compute services']],
        'nova_flavor': [flavor(row) for row in lists['flavors']],
        'nova_aggregate': [aggregate(row) for row in lists['aggregates']],
        'nova_server_group': [{'id': row['id'], 'name': row['name'], 'policy': row['policy'],
                               'members': sorted(row['members']), 'project_id': row['project_id']}
                              for row in shown['server group']],
        'nova_availability_zone': zones(lists['compute zones'], lists['compute services']),
        'nova_migration': [migration(row) for row in lists['migrations']],
        'nova_quota': [quota(project, row) for project, quotas in zip(lists['projects'], shown['compute quota'])
                       for row in quotas],
    }


def server(row, floating, volumes, faults):
    """Fixed or floating: Neutron's list of floating IP addresses says it, not Nova's answer."""
    return {
        'id': row['ID'], 'name': row['Name'], 'status': row['Status'], 'task_state': row['Task State'],
        'power_state': POWER[row['Power State']], 'host': row['Host'], 'project_id': row['Project ID'],
        'user_id': row['User ID'], 'created': row['Created At'], 'availability_zone': row['Availability Zone'] or None,
        'flavor_name': row['Flavor Name'], 'image_id': row['Image ID'], 'metadata': row['Properties'],
        'addresses': sorted([network, address, 'floating' if address in floating else 'fixed']
                            for network, addresses in row['Networks'].items() for address in addresses),
        'volumes_attached': sorted(volume['ID'] for volume in volumes for place in volume['Attached to']
                                   if place['server_id'] == row['ID']),
        'fault_message': faults.get(row['ID']),
    }


def hypervisor(row):
    same = ('hypervisor_hostname', 'service_host', 'state', 'status', 'hypervisor_type', 'hypervisor_version',
            'host_ip', 'vcpus', 'memory_mb', 'cpu_info', 'local_gb', 'local_gb_used', 'memory_mb_used', 'vcpus_used',
            'running_vms', 'disk_available_least')
    return {**{name: row[name] for name in same}, 'uuid': row['id'], 'service_uuid': row['service_id']}


def dead_hypervisor(row):
    return {'hypervisor_hostname': row['Hypervisor Hostname'], 'uuid': row['ID'], 'state': row['State'],
            'hypervisor_type': row['Hypervisor Type'], 'host_ip': row['Host IP'], 'vcpus': row['vCPUs'],
            'memory_mb': row['Memory MB'], 'vcpus_used': row['vCPUs Used'], 'memory_mb_used': row['Memory MB Used']}


def service(row):
    return {'host': row['Host'], 'binary': row['Binary'], 'uuid': row['ID'], 'zone': row['Zone'], 'state': row['State'],
            'status': row['Status'], 'disabled_reason': row['Disabled Reason'], 'forced_down': row['Forced Down']}


def flavor(row):
    # The client writes no swap as an empty text.
    return {'id': row['ID'], 'name': row['Name'], 'vcpus': row['VCPUs'], 'ram_mib': row['RAM'], 'disk_gib': row['Disk'],
            'ephemeral_gib': row['Ephemeral'], 'swap_mib': row['Swap'] or 0, 'is_public': row['Is Public'],
            'rxtx_factor': row['RXTX Factor'], 'extra_specs': row['Properties']}


def aggregate(row):
    # The client takes the zone out of the properties; tombo stores metadata as Nova gives it.
    zone = {'availability_zone': row['Availability Zone']} if row['Availability Zone'] else {}
    return {'aggregate_id': row['ID'], 'name': row['Name'], 'availability_zone': row['Availability Zone'],
            'hosts': sorted(row['Hosts']), 'metadata': {**row['Properties'], **zone}}


def zones(listed, services):
    """A disabled host is missing from the client's list of zones, and still in its list of services."""
    available = {row['Zone Name']: row['Zone Status'] == 'available' for row in listed}
    return [{'name': name, 'available': there,
             'hosts': sorted({row['Host'] for row in services if row['Zone'] == name})}
            for name, there in available.items()]


def migration(row):
    return {'migration_id': row['Id'], 'uuid': row['UUID'], 'instance_uuid': row['Server UUID'], 'migration_type': row['Type'],
            'status': row['Status'], 'source_compute': row['Source Compute'], 'dest_compute': row['Dest Compute'],
            'source_node': row['Source Node'], 'dest_node': row['Dest Node']}


def quota(project, row):
    return {'project_id': project['ID'], 'resource': row['Resource'], 'quota_limit': row['Limit'],
            'in_use': row['In Use'], 'reserved': row['Reserved']}
