"""The lab of the story below OpenStack: six machines, what Juju deployed on them, stage by stage.

node1 to node3 compute and store from the beginning, node4 joins them in tarefa-3, node5 is a spare that
nobody deployed, and Juju's controller has node6.
"""
import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

STAGES = ('tarefa-1', 'tarefa-2', 'tarefa-3', 'tarefa-4')
# When each stage was looked at, for who has no recording of it.
MOMENTS = {stage: datetime(2026, 11, 25, 3, 7 + 4 * number, tzinfo=timezone.utc)
           for number, stage in enumerate(STAGES)}
DOMAIN = 'maas'
MODEL = '0b5f2a4c-7d0e-4b3a-9c61-3d1f5a8e6b27'
CONTROLLER_MODEL = 'c1d87b0e-52a4-4f6b-8e0d-9a7f3b6c2d14'
CONTROLLER = '7e4c9d12-0a3b-4c5d-8f6e-1b2a3c4d5e6f'


def stable(text, digits):
    """Digits of an identity that stays what it is from run to run."""
    return hashlib.sha256(text.encode()).hexdigest()[:digits]


@dataclass
class Node:
    number: int
    system_id: str
    cores: int
    memory_mib: int
    pool: str
    tags: list
    # The stage from which it is deployed; None for never.
    deployed: str | None
    machine: str | None = None
    model: str = 'openstack'
    disks: list = field(default_factory=lambda: ['sda', 'sdb'])

    @property
    def name(self):
        return 'node%d' % self.number

    @property
    def fqdn(self):
        return '%s.%s' % (self.name, DOMAIN)

    @property
    def address(self):
        return '10.0.0.%d' % (10 + self.number)

    def mac(self, card):
        return '52:54:00:0a:%02x:%02x' % (self.number, card)

    def is_deployed(self, stage):
        return self.deployed is not None and STAGES.index(stage) >= STAGES.index(self.deployed)


NODES = [
    Node(1, '4y3h7n', 8, 16384, 'openstack', ['compute', 'storage'], 'tarefa-1', '0'),
    Node(2, '4y3h7p', 8, 16384, 'openstack', ['compute', 'storage'], 'tarefa-1', '1'),
    Node(3, '4y3h7q', 8, 16384, 'openstack', ['compute', 'storage'], 'tarefa-1', '2'),
    Node(4, 'kd8w3c', 4, 16384, 'openstack', ['compute', 'storage'], 'tarefa-3', '3'),
    Node(5, 'kd8w3e', 4, 8192, 'default', [], None),
    Node(6, 'ab6q2x', 4, 8192, 'default', ['juju'], 'tarefa-1', '0', 'controller', ['sda']),
]
# Containers: (application, index of the host's machine), in the order in which Juju numbers them on each.
CONTAINERS = [
    ('ceph-mon', 0), ('ceph-mon', 1), ('ceph-mon', 2), ('mysql-innodb-cluster', 0), ('mysql-innodb-cluster', 1),
    ('mysql-innodb-cluster', 2), ('ovn-central', 0), ('ovn-central', 1), ('ovn-central', 2), ('vault', 2),
    ('neutron-api', 1), ('keystone', 0), ('rabbitmq-server', 0), ('nova-cloud-controller', 1), ('placement', 2),
    ('openstack-dashboard', 1), ('glance', 2), ('cinder', 1), ('ceph-radosgw', 0), ('juju-dashboard', 2),
]


@dataclass
class Container:
    application: str
    unit: int
    machine: str  # of the host
    number: int

    @property
    def id(self):
        return '%s/lxd/%d' % (self.machine, self.number)

    @property
    def hostname(self):
        return 'juju-%s-%s-lxd-%d' % (MODEL.replace('-', '')[-6:], self.machine, self.number)

    @property
    def address(self):
        return '10.0.0.%d' % (100 + 20 * int(self.machine) + self.number)

    @property
    def mac(self):
        return '00:16:3e:0b:%02x:%02x' % (int(self.machine), self.number)

    @property
    def system_id(self):
        # MAAS gives six letters and digits.
        return stable('device ' + self.hostname, 6)


def moment(stage, share, moments=None):
    """What happened when so much of the time before a stage was over; before the first, days count."""
    moments = moments or MOMENTS
    before = STAGES[max(0, STAGES.index(stage) - 1)]
    began = moments[stage] - timedelta(days=3) if before == stage else moments[before]
    return began + (moments[stage] - began) * share


def containers():
    found, units, numbers = [], {}, {}
    for application, host in CONTAINERS:
        unit, number = units.get(application, 0), numbers.get(host, 0)
        units[application], numbers[host] = unit + 1, number + 1
        found.append(Container(application, unit, str(host), number))
    return found


def host_of(container):
    return next(node for node in NODES if node.machine == container.machine and node.model == 'openstack')
