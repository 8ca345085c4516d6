"""What operators do, one act after the other on the running cloud; after each, every list of tombo's is laid beside
the client's, and the diff since the act before beside the difference of the client's two readings."""
import time

from causes import check_log
from compare import compare
from stages import check_where
from story import check_diff

ROOM_MIB = 204800
TRIES = 8


class Operations:
    def __init__(self, report, testbed, client, user, tombo):
        """`client` is the administrator's, `user` the one of the lab's user."""
        self.report = report
        self.testbed = testbed
        self.client = client
        self.user = user
        self.tombo = tombo
        self.seen = {}
        # What Nova has told of the acts' server so far.
        self.told = set()
        self.server_id = None

    def play(self):
        """Returns the client's rows after the last act."""
        self.report.section('operations')
        # The story's server that no host can take fills the project's quota.
        self.client.text('quota', 'set', '--ram', str(ROOM_MIB), self.project)
        self.read('before')
        for name, act in ACTS:
            self.report.section('operation: ' + name.replace('-', ' '))
            before = list(self.seen)[-1]
            act(self)
            self.read(name)
            check_log(self.report, self.tombo, name, 'op-' + before, self.new_actions())
            check_diff(self.report, self.tombo, 'op-' + before, 'op-' + name, {
                'op-' + key: rows for key, rows in self.seen.items()})
        return self.seen[list(self.seen)[-1]]

    def read(self, name):
        """The client reads, tombo reads, the client reads: where its two answers are the same, tombo's must be."""
        for _ in range(TRIES):
            before = self.client.rows()
            collect = self.tombo.collect()
            after = self.client.rows()
            if before == after:
                break
            # It moves still: a message is on its way, or the minute's numbers came in between.
            time.sleep(3)
        else:
            raise SystemExit('Error: The cloud did not stand still after %s.' % name)
        self.report.equal(collect.status, 0, 'collect ends with status 0')
        label = self.tombo.run('label', 'latest', 'op-' + name)
        if label.status:
            raise SystemExit('Error: ' + label.err)
        compare(self.report, self.tombo.everything(), after, name)
        check_where(self.report, self.tombo, after)
        self.seen[name] = after

    def new_actions(self):
        """(request, action) that Nova tells of op1 and had not told before; after it is deleted, too."""
        if self.server_id is None:
            self.server_id = self.id
        rows = self.client.ask('--os-compute-api-version', '2.87', 'server', 'event', 'list', self.server_id)
        new = [(row['Request ID'], row['Action']) for row in rows if row['Request ID'] not in self.told]
        self.told |= {request for request, _ in new}
        return new

    def wait(self, holds, what, seconds=600):
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                raise SystemExit('Error: %d s were not enough for %s.' % (seconds, what))
            time.sleep(1)

    def server(self, status):
        self.wait(lambda: self.user.ask('server', 'show', 'op1')['status'] == status, 'op1 to become ' + status)

    @property
    def id(self):
        return self.user.ask('server', 'show', 'op1')['id']

    @property
    def project(self):
        return next(row['ID'] for row in self.client.ask('project', 'list', '--long') if row['Name'] == 'project1')

    def provider(self, name):
        return next(row['uuid'] for row in self.client.ask('resource', 'provider', 'list') if row['name'] == name)

    def state(self, host, wanted):
        """Of nova-compute, which notices after a minute, and of OVN's agents."""
        self.wait(lambda: all(row['State'] == wanted for row in self.client.ask(
            'compute', 'service', 'list', '--host', host)), '%s to be %s' % (host, wanted))
        self.wait(lambda: all(row['Alive'] == (wanted == 'up') for row in self.client.ask(
            'network', 'agent', 'list', '--host', host)), 'the agents of %s to be %s' % (host, wanted))

    def above(self, resource):
        """One more than the project's limit, so that the act changes something however often it is played."""
        shown = self.client.ask('quota', 'show', self.project)
        # Of newer clients a row each, of older ones one object.
        limits = {row['Resource']: row['Limit'] for row in shown} if isinstance(shown, list) else shown
        return str(limits[resource] + 1)

    @property
    def host(self):
        return self.client.ask('server', 'show', self.id)['OS-EXT-SRV-ATTR:host']


def create(ops):
    ops.client.text('quota', 'set', '--instances', '20', '--cores', ops.above('cores'), ops.project)
    ops.user.text('server', 'group', 'create', '--policy', 'anti-affinity', 'apart')
    group = ops.user.ask('server', 'group', 'show', 'apart')['id']
    ops.user.text('server', 'create', '--image', 'jammy-amd64', '--flavor', 'm1.tiny', '--network', 'user1_net',
                  '--security-group', 'Allow_SSH', '--hint', 'group=' + group, 'op1')
    ops.server('ACTIVE')


def stop(ops):
    ops.user.text('server', 'stop', 'op1')
    ops.server('SHUTOFF')


def resize(ops):
    ops.user.text('server', 'start', 'op1')
    ops.server('ACTIVE')
    ops.user.text('server', 'resize', '--flavor', 'm1.small', 'op1')
    ops.server('VERIFY_RESIZE')


def confirm(ops):
    ops.user.text('server', 'resize', 'confirm', 'op1')
    ops.server('ACTIVE')


def migrate(ops):
    here = ops.host
    hosts = [row['Host'] for row in ops.client.ask('compute', 'service', 'list', '--service', 'nova-compute')
             if row['Status'] == 'enabled' and row['State'] == 'up' and row['Host'] != here]
    ops.client.text('--os-compute-api-version', '2.30', 'server', 'migrate', '--live-migration', '--host', hosts[0],
                    '--wait', ops.id)
    ops.wait(lambda: ops.host == hosts[0], 'op1 to reach ' + hosts[0])


def storage(ops):
    ops.user.text('volume', 'create', '--size', '3', 'opvol')
    ops.wait(lambda: ops.user.ask('volume', 'show', 'opvol')['status'] == 'available', 'opvol')
    ops.user.text('volume', 'snapshot', 'create', '--volume', 'opvol', 'opsnap')
    ops.wait(lambda: ops.user.ask('volume', 'snapshot', 'show', 'opsnap')['status'] == 'available', 'opsnap')
    ops.user.text('server', 'add', 'volume', 'op1', 'opvol')
    ops.wait(lambda: ops.user.ask('volume', 'show', 'opvol')['status'] == 'in-use', 'opvol to be attached')
    ops.user.text('image', 'create', '--private', '--container-format', 'bare', '--disk-format', 'raw', '--tag', 'lab',
                  '--property', 'hw_disk_bus=virtio', 'opimage')


def quota(ops):
    ops.client.text('quota', 'set', '--ram', ops.above('ram'), '--volumes', '12', '--secgroups', '12', ops.project)


def network(ops):
    ops.user.text('security', 'group', 'create', 'opgroup')
    ops.user.text('security', 'group', 'rule', 'create', '--proto', 'tcp', '--dst-port', '443', 'opgroup')
    address = ops.user.ask('floating', 'ip', 'create', 'ext_net')['floating_ip_address']
    ops.user.text('server', 'add', 'floating', 'ip', 'op1', address)


def router(ops):
    ops.user.text('network', 'create', 'opnet')
    ops.user.text('subnet', 'create', '--network', 'opnet', '--subnet-range', '10.77.0.0/24', 'opsubnet')
    ops.user.text('router', 'create', 'oprouter')
    ops.user.text('router', 'add', 'subnet', 'oprouter', 'opsubnet')
    ops.user.text('router', 'set', 'oprouter', '--external-gateway', 'ext_net')


def gateway(ops):
    ops.user.text('router', 'unset', 'oprouter', '--external-gateway')


def disable(ops):
    ops.client.text('compute', 'service', 'set', '--disable', '--disable-reason', 'operations', 'node2.maas',
                    'nova-compute')
    ops.wait(lambda: 'COMPUTE_STATUS_DISABLED' in ops.client.text(
        '--os-placement-api-version', '1.14', 'resource', 'provider', 'trait', 'list', ops.provider('node2.maas')),
        'node2 to be disabled in Placement')


def aggregate(ops):
    ops.client.text('aggregate', 'create', '--property', 'ssd=true', 'opaggregate')
    ops.client.text('aggregate', 'add', 'host', 'opaggregate', 'node4.maas')


def aggregate_metadata(ops):
    ops.client.text('aggregate', 'set', '--property', 'ssd=false', 'opaggregate')


def private_flavor(ops):
    ops.client.text('flavor', 'create', '--private', '--vcpus', '1', '--ram', '512', '--disk', '5', 'opflavor')


def flavor_access(ops):
    ops.client.text('flavor', 'set', '--project', ops.project, 'opflavor')


def kill(ops):
    ops.testbed.call('rmhost', 'node4')
    ops.state('node4.maas', 'down')


def back(ops):
    ops.testbed.call('addhost', 'node4')
    ops.state('node4.maas', 'up')
    ops.client.text('compute', 'service', 'set', '--enable', 'node2.maas', 'nova-compute')
    ops.client.text('aggregate', 'remove', 'host', 'opaggregate', 'node4.maas')
    ops.client.text('aggregate', 'delete', 'opaggregate')


def delete(ops):
    ops.user.text('server', 'delete', '--wait', 'op1')
    ops.user.text('server', 'group', 'delete', 'apart')
    ops.user.text('volume', 'snapshot', 'delete', 'opsnap')
    ops.wait(lambda: not ops.user.ask('volume', 'snapshot', 'list'), 'opsnap to go')
    ops.user.text('volume', 'delete', 'opvol')
    ops.wait(lambda: 'opvol' not in ops.user.text('volume', 'list'), 'opvol to go')
    for row in ops.user.ask('floating', 'ip', 'list'):
        if not row['Fixed IP Address']:
            ops.user.text('floating', 'ip', 'delete', row['ID'])
    ops.user.text('image', 'delete', 'opimage')
    ops.client.text('flavor', 'delete', 'opflavor')
    ops.user.text('security', 'group', 'delete', 'opgroup')
    ops.user.text('router', 'remove', 'subnet', 'oprouter', 'opsubnet')
    ops.user.text('router', 'delete', 'oprouter')
    ops.user.text('network', 'delete', 'opnet')


ACTS = (('create', create), ('stop', stop), ('resize', resize), ('confirm', confirm), ('live-migration', migrate),
        ('volume-snapshot-and-image', storage), ('quota', quota), ('group-rule-and-floating-address', network),
        ('network-and-router', router), ('router-without-gateway', gateway), ('disabled-host', disable),
        ('aggregate', aggregate), ('aggregate-metadata', aggregate_metadata), ('private-flavor', private_flavor),
        ('flavor-access', flavor_access), ('dead-host', kill), ('host-comes-back', back), ('delete', delete))
