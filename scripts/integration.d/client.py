"""What the `openstack` client itself says of the cloud.

The answers are put into rows with tombo's column names, by kind, so that they
can be laid beside tombo's. Where the client shows less than tombo stores, the
row has fewer columns, and only those are compared.
"""
import json
from concurrent.futures import ThreadPoolExecutor

from process import environment, run

# The number of each power state: nova/objects/fields.py, InstancePowerState.
POWER = {0: 'nostate', 1: 'running', 3: 'paused', 4: 'shutdown', 6: 'crashed', 7: 'suspended'}
PROVIDER = ('inventory', 'list'), ('usage', 'show'), ('trait', 'list')


class Client:
    """The Debian package's client, as the administrator of the lab."""

    def __init__(self, folder, clouds, cloud='lab'):
        self.env = environment(folder, OS_CLIENT_CONFIG_FILE=clouds, OS_CLOUD=cloud, PYTHONWARNINGS='ignore')
        self.calls = 0
        self.seconds = 0.0
        self.floating = set()

    def text(self, *arguments):
        result = run(['openstack', *arguments], self.env)
        self.calls += 1
        self.seconds += result.seconds
        if result.status:
            raise SystemExit('Error: `openstack %s` failed:\n%s' % (' '.join(arguments), result.err.strip()))
        return result.out

    def ask(self, *arguments):
        return json.loads(self.text(*arguments, '-f', 'json'))

    def ask_all(self, commands):
        """Some at a time: each spends most of its time starting up."""
        with ThreadPoolExecutor(3) as pool:
            return list(pool.map(lambda command: self.ask(*command), commands))

    def rows(self):
        """All kinds, each a list of rows."""
        nova = '--os-compute-api-version', '2.87'
        placement = '--os-placement-api-version', '1.14'
        servers, floating, volumes, hypervisors, services, flavors, aggregates, projects, providers = self.ask_all([
            ('server', 'list', '--all-projects', '--long', '-c', 'ID', '-c', 'Name', '-c', 'Status', '-c', 'Task State',
             '-c', 'Power State', '-c', 'Networks', '-c', 'Image ID', '-c', 'Flavor Name', '-c', 'Availability Zone',
             '-c', 'Host', '-c', 'Properties', '-c', 'Project ID', '-c', 'User ID', '-c', 'Created At'),
            ('floating', 'ip', 'list'), ('volume', 'list', '--all-projects', '--long'),
            (*nova, 'hypervisor', 'list'), (*nova, 'compute', 'service', 'list', '--long'),
            (*nova, 'flavor', 'list', '--all', '--long'), (*nova, 'aggregate', 'list', '--long'),
            ('project', 'list', '--long'), (*placement, 'resource', 'provider', 'list'),
        ])
        self.floating = {ip['Floating IP Address'] for ip in floating if ip['Fixed IP Address']}
        shown = self.ask_all([(*nova, 'hypervisor', 'show', row['Hypervisor Hostname']) for row in hypervisors])
        held = iter(self.ask_all([(*placement, 'resource', 'provider', *what, provider['uuid'])
                                  for provider in providers for what in PROVIDER]))
        parts = [(provider, next(held), next(held), next(held)) for provider in providers]
        return {
            'nova_server': [server(row, self.floating, volumes) for row in servers],
            'nova_hypervisor': [hypervisor(row) for row in shown],
            'nova_compute_service': [service(row) for row in services],
            'nova_flavor': [flavor(row) for row in flavors],
            'nova_aggregate': [aggregate(row) for row in aggregates],
            'keystone_project': [project(row) for row in projects],
            'placement_resource_provider': [resource_provider(row, traits, providers) for row, _, _, traits in parts],
            'placement_inventory': [inventory(row['name'], one) for row, all_of, _, _ in parts for one in all_of],
            'placement_usage': [usage(row['name'], one) for row, _, all_of, _ in parts for one in all_of],
        }


def server(row, floating, volumes):
    """Fixed or floating: Neutron's list of floating IP addresses says it, which tombo does not read."""
    return {
        'id': row['ID'], 'name': row['Name'], 'status': row['Status'], 'task_state': row['Task State'],
        'power_state': POWER[row['Power State']], 'host': row['Host'], 'project_id': row['Project ID'],
        'user_id': row['User ID'], 'created': row['Created At'], 'availability_zone': row['Availability Zone'] or None,
        'flavor_name': row['Flavor Name'], 'image_id': row['Image ID'], 'metadata': row['Properties'],
        'addresses': sorted([network, address, 'floating' if address in floating else 'fixed']
                            for network, addresses in row['Networks'].items() for address in addresses),
        'volumes_attached': sorted(volume['ID'] for volume in volumes for place in volume['Attached to']
                                   if place['server_id'] == row['ID']),
    }


def hypervisor(row):
    same = ('hypervisor_hostname', 'service_host', 'state', 'status', 'hypervisor_type', 'hypervisor_version',
            'host_ip', 'vcpus', 'memory_mb', 'cpu_info', 'local_gb', 'local_gb_used', 'memory_mb_used', 'vcpus_used',
            'running_vms', 'disk_available_least')
    return {**{name: row[name] for name in same}, 'uuid': row['id'], 'service_uuid': row['service_id']}


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


def project(row):
    return {'id': row['ID'], 'name': row['Name'], 'domain_id': row['Domain ID'], 'description': row['Description'],
            'enabled': row['Enabled']}


def resource_provider(row, traits, providers):
    names = {provider['uuid']: provider['name'] for provider in providers}
    return {'name': row['name'], 'uuid': row['uuid'], 'traits': sorted(trait['name'] for trait in traits),
            'root_provider': names[row['root_provider_uuid']],
            'parent_provider': names.get(row['parent_provider_uuid'])}


def inventory(name, row):
    same = ('resource_class', 'total', 'reserved', 'min_unit', 'max_unit', 'step_size', 'allocation_ratio')
    return {'resource_provider': name, **{column: row[column] for column in same}}


def usage(name, row):
    return {'resource_provider': name, 'resource_class': row['resource_class'], 'used': row['usage']}
