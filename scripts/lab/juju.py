"""What `juju status --format json --utc` prints of the lab's models, at a stage. The shape is that of Juju 3.6."""
import lab

SINCE = '2026-11-20 09:00:00Z'
BASE = {'name': 'ubuntu', 'channel': '22.04'}
VERSION = '3.6.5'
# application: (charm's channel, revision, workload's version, ports that units open)
CHARMS = {
    'ceph-mon': ('pacific/stable', 222, '16.2.15', []),
    'ceph-osd': ('pacific/stable', 589, '16.2.15', []),
    'ceph-radosgw': ('pacific/stable', 558, '16.2.15', ['80/tcp']),
    'cinder': ('2023.1/stable', 646, '22.1.0', ['8776/tcp']),
    'cinder-ceph': ('2023.1/stable', 527, '22.1.0', []),
    'glance': ('2023.1/stable', 587, '26.0.0', ['9292/tcp']),
    'juju-dashboard': ('latest/stable', 17, '', ['8080/tcp']),
    'keystone': ('2023.1/stable', 645, '23.0.0', ['5000/tcp']),
    'mysql-innodb-cluster': ('8.0/stable', 107, '8.0.36', []),
    'mysql-router': ('8.0/stable', 138, '8.0.36', []),
    'neutron-api': ('2023.1/stable', 581, '22.1.0', ['9696/tcp']),
    'neutron-api-plugin-ovn': ('2023.1/stable', 109, '22.1.0', []),
    'nova-cloud-controller': ('2023.1/stable', 684, '27.1.0', ['8774/tcp', '8775/tcp']),
    'nova-compute': ('2023.1/stable', 694, '27.1.0', []),
    'openstack-dashboard': ('2023.1/stable', 610, '23.1.0', ['80/tcp', '443/tcp']),
    'ovn-central': ('22.09/stable', 157, '22.09.1', ['6641/tcp', '6642/tcp']),
    'ovn-chassis': ('22.09/stable', 164, '22.09.1', []),
    'placement': ('2023.1/stable', 101, '9.0.0', ['8778/tcp']),
    'rabbitmq-server': ('3.9/stable', 188, '3.9.27', ['5672/tcp', '15672/tcp']),
    'vault': ('1.8/stable', 183, '1.8.8', ['8200/tcp']),
}
# Applications whose units live beside others', by the application they are subordinate to.
ROUTED = {'vault': 'vault-mysql-router', 'neutron-api': 'neutron-api-mysql-router',
          'keystone': 'keystone-mysql-router', 'nova-cloud-controller': 'ncc-mysql-router',
          'placement': 'placement-mysql-router', 'openstack-dashboard': 'dashboard-mysql-router',
          'glance': 'glance-mysql-router', 'cinder': 'cinder-mysql-router'}
BESIDE = {**{name: [router] for name, router in ROUTED.items()}, 'nova-compute': ['ovn-chassis']}
BESIDE['neutron-api'] = BESIDE['neutron-api'] + ['neutron-api-plugin-ovn']
BESIDE['cinder'] = BESIDE['cinder'] + ['cinder-ceph']
# (application, endpoint, application, endpoint, interface, whether the units share a machine)
RELATIONS = [
    *((router, 'db-router', 'mysql-innodb-cluster', 'db-router', 'mysql-router', False) for router in ROUTED.values()),
    *((router, 'shared-db', name, 'shared-db', 'mysql-shared', True) for name, router in ROUTED.items()),
    *((name, 'certificates', 'vault', 'certificates', 'tls-certificates', False) for name in (
        'ceph-radosgw', 'cinder', 'glance', 'keystone', 'mysql-innodb-cluster', 'neutron-api',
        'neutron-api-plugin-ovn', 'nova-cloud-controller', 'openstack-dashboard', 'ovn-central', 'ovn-chassis',
        'placement')),
    *((name, 'identity-service', 'keystone', 'identity-service', 'keystone', False) for name in (
        'ceph-radosgw', 'cinder', 'glance', 'neutron-api', 'nova-cloud-controller', 'openstack-dashboard',
        'placement')),
    *((name, 'amqp', 'rabbitmq-server', 'amqp', 'rabbitmq', False) for name in (
        'cinder', 'glance', 'neutron-api', 'nova-cloud-controller', 'nova-compute')),
    ('ceph-osd', 'mon', 'ceph-mon', 'osd', 'ceph-osd', False),
    ('ceph-radosgw', 'mon', 'ceph-mon', 'radosgw', 'ceph-radosgw', False),
    ('cinder-ceph', 'ceph', 'ceph-mon', 'client', 'ceph-client', False),
    ('cinder-ceph', 'ceph-access', 'nova-compute', 'ceph-access', 'cinder-ceph-key', False),
    ('cinder-ceph', 'storage-backend', 'cinder', 'storage-backend', 'cinder-backend', True),
    ('glance', 'ceph', 'ceph-mon', 'client', 'ceph-client', False),
    ('nova-compute', 'ceph', 'ceph-mon', 'client', 'ceph-client', False),
    ('nova-compute', 'image-service', 'glance', 'image-service', 'glance', False),
    ('nova-cloud-controller', 'cloud-compute', 'nova-compute', 'cloud-compute', 'nova-compute', False),
    ('nova-cloud-controller', 'cinder-volume-service', 'cinder', 'cinder-volume-service', 'cinder', False),
    ('nova-cloud-controller', 'neutron-api', 'neutron-api', 'neutron-api', 'neutron-api', False),
    ('placement', 'placement', 'nova-cloud-controller', 'placement', 'placement', False),
    ('neutron-api-plugin-ovn', 'neutron-plugin', 'neutron-api', 'neutron-plugin-api-subordinate',
     'neutron-plugin-api-subordinate', True),
    ('neutron-api-plugin-ovn', 'ovsdb-cms', 'ovn-central', 'ovsdb-cms', 'ovsdb-cms', False),
    ('ovn-chassis', 'ovsdb', 'ovn-central', 'ovsdb', 'ovsdb', False),
    ('ovn-chassis', 'nova-compute', 'nova-compute', 'neutron-plugin', 'neutron-plugin', True),
]


def status(current, message=None, **more):
    made = {'current': current, 'since': SINCE, **more}
    if message is not None:
        made['message'] = message
    return made


def message(application, unit):
    if application == 'mysql-innodb-cluster':
        return 'Unit is ready: Mode: %s, Cluster is ONLINE and can tolerate up to ONE failure.' % (
            'R/W' if unit == 0 else 'R/O')
    return {
        'vault': 'Unit is ready (active: true, mlock: disabled)', 'ceph-mon': 'Unit is ready and clustered',
        'ceph-osd': 'Unit is ready (1 OSD)', 'juju-dashboard': '',
        'ovn-central': ('Unit is ready (leader: ovnnb_db, ovnsb_db)', 'Unit is ready (northd: active)',
                        'Unit is ready')[min(unit, 2)],
    }.get(application, 'Unit is ready')


def unit(application, number, address, machine=None, ports=()):
    made = {'workload-status': status('active', message(application, number)),
            'juju-status': status('idle', version=VERSION)}
    if number == 0:
        made['leader'] = True
    if machine is not None:
        made['machine'] = machine
    if ports:
        made['open-ports'] = list(ports)
    made['public-address'] = address
    return made


def machine(instance, hostname, address, mac, cores, memory, tags, text, shown=None):
    hardware = 'arch=amd64 cores=%d mem=%dM' % (cores, memory) if cores else ''
    if tags:
        hardware += ' tags=' + ','.join(tags)
    made = {
        'juju-status': status('started', version=VERSION), 'hostname': hostname, 'dns-name': address,
        'ip-addresses': [address], 'instance-id': instance, 'machine-status': status('running', text),
        'modification-status': status('applied'), 'base': BASE,
        'network-interfaces': {'enp1s0' if cores else 'eth0': {
            'ip-addresses': [address], 'mac-address': mac, 'gateway': '10.0.0.1', 'space': 'oam-space',
            'is-up': True}},
        'constraints': 'arch=amd64', 'hardware': (hardware + ' availability-zone=default').strip()}
    if shown:
        made['display-name'] = shown
    return made


def machines(stage, model):
    made = {}
    for node in lab.NODES:
        if node.model != model or not node.is_deployed(stage):
            continue
        made[node.machine] = machine(
            node.system_id, node.name, node.address, node.mac(1), node.cores, node.memory_mib, node.tags, 'Deployed',
            node.name)
    if model == 'openstack':
        for container in lab.containers():
            made[container.machine].setdefault('containers', {})[container.id] = machine(
                container.hostname, container.hostname, container.address, container.mac, 0, 0, [],
                'Container started')
    return made


def units(stage):
    """{application: {unit: document}} of the principals, with their subordinates inside."""
    found, beside = {}, {}

    def add(application, number, address, where):
        document = unit(application, number, address, where, CHARMS[application][3])
        for name in BESIDE.get(application, ()):
            count = beside[name] = beside.get(name, -1) + 1
            charm = name if name in CHARMS else 'mysql-router'
            document.setdefault('subordinates', {})['%s/%d' % (name, count)] = unit(charm, count, address)
        found.setdefault(application, {})['%s/%d' % (application, number)] = document

    for container in lab.containers():
        add(container.application, container.unit, container.address, container.id)
    hosts = [node for node in lab.NODES if node.model == 'openstack' and node.is_deployed(stage)]
    for number, node in enumerate(hosts):
        add('ceph-osd', number, node.address, node.machine)
        add('nova-compute', number, node.address, node.machine)
    return found


def application(name, found):
    charm = name if name in CHARMS else 'mysql-router'
    channel, revision, version, _ = CHARMS[charm]
    relations = {}
    for one, its, other, others, interface, shares in RELATIONS:
        scope = 'container' if shares else 'global'
        for here, endpoint, there in ((one, its, other), (other, others, one)):
            if here == name:
                relations.setdefault(endpoint, []).append(
                    {'related-application': there, 'interface': interface, 'scope': scope})
    owners = sorted(owner for owner, names in BESIDE.items() if name in names)
    made = {
        'charm': charm, 'base': BASE, 'charm-origin': 'charmhub', 'charm-name': charm, 'charm-rev': revision,
        'charm-channel': channel, 'exposed': False, 'application-status': status('active', message(charm, 0)),
        'relations': {endpoint: relations[endpoint] for endpoint in sorted(relations)}, 'version': version,
        'endpoint-bindings': {'': 'oam-space', **{endpoint: 'oam-space' for endpoint in sorted(relations)}}}
    if owners:
        made['subordinate-to'] = owners
    else:
        made['scale'] = len(found[name])
        made['units'] = found[name]
    return made


def document(stage, model='openstack'):
    head = {'name': model, 'type': 'iaas', 'controller': 'maas-controller', 'cloud': 'maas', 'region': 'default',
            'version': VERSION, 'model-status': status('available'), 'sla': 'unsupported'}
    applications = {}
    if model == 'openstack':
        found = units(stage)
        names = set(found) | {name for names in BESIDE.values() for name in names}
        applications = {name: application(name, found) for name in sorted(names)}
    made = {'model': head, 'machines': machines(stage, model), 'applications': applications, 'storage': {},
            'controller': {'timestamp': '09:30:00Z'}}
    if model == 'controller':
        made['machines']['0']['controller-member-status'] = 'has-vote'
    return made
