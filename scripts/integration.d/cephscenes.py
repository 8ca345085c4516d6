"""A live Ceph through what happens to one: every list of tombo beside Ceph's own commands, and nothing lost."""
import glob
import json
import os
import subprocess
import time

from cephclient import CephClient
from tombo import Tombo, outcomes

CEPH = ('ceph_cluster', 'ceph_health_check', 'ceph_mon', 'ceph_mgr', 'ceph_host', 'ceph_osd', 'ceph_pool',
        'ceph_rbd_image', 'ceph_rgw')
NAME = {'ceph_cluster': 'fsid', 'ceph_health_check': 'code'}
# What moves between the two looks: a share of it, or this many bytes.
MOVING = {'used_bytes': 64 << 20, 'bytes_used': 256 << 20, 'stored_bytes': 8 << 20}


class CephTombo(Tombo):
    """Tombo with a configuration that has Ceph, and OpenStack where one is up."""

    def __init__(self, binary, folder, clouds, conf, database='ceph.db', user='client.tombo', openstack=False,
                 librados=False):
        super().__init__(binary, folder, clouds, database)
        self.config = os.path.join(folder, '%s.yaml' % database)
        with open(self.config, 'w') as file:
            file.write('clouds:\n  lab:\n    ceph: {conf: %s, user: %s, librados: %s}\n' % (
                conf, user, str(librados).lower()))
            if openstack:
                file.write('    openstack: {cloud: lab}\n')

    def run(self, *arguments, clouds=None):
        return super().run(*arguments, '--config', self.config, clouds=clouds)

    def rows(self, kind):
        return {row[NAME.get(kind, 'name')]: row for row in self.list(kind).rows}


class CephScenes:
    def __init__(self, report, binary, script, folder, clouds, openstack):
        self.report, self.script, self.folder = report, script, folder
        self.log = os.path.join(folder, 'testbed.log')
        self.openstack = openstack
        self.testbed('up', '--fresh')
        conf = subprocess.run([script, 'env'], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
        self.client = CephClient(conf)
        self.conf, self.binary, self.clouds = conf, binary, clouds
        self.tombo = CephTombo(binary, folder, clouds, conf, openstack=openstack)
        self.times = []

    def testbed(self, *words):
        started = time.monotonic()
        with open(self.log, 'a') as log:
            subprocess.run([self.script, *words], stdout=log, stderr=log, check=True)
        self.report.note('testbed-ceph %s: %d s' % (' '.join(words), time.monotonic() - started))

    def collect(self, *arguments, status=0, seconds=60):
        result = self.tombo.collect(*arguments)
        self.report.check(result.status == status, 'collect ends with status %d' % status,
                          'found %d' % result.status, result.err[-500:])
        self.report.check(result.seconds < seconds, 'within %d s' % seconds, '%.1f s' % result.seconds)
        self.report.note('%.2f s, %.2f s of it CPU, peak %.1f MiB' % (
            result.seconds, result.cpu_seconds, result.peak_kib / 1024))
        return result

    # Comparing

    def same(self, *kinds):
        """Tombo's latest rows beside what Ceph says now."""
        wanted = self.client.everything()
        for kind in kinds or CEPH:
            found, faults = self.tombo.rows(kind), []
            if set(found) != set(wanted[kind]):
                faults.append('tombo has %s, Ceph has %s' % (sorted(found), sorted(wanted[kind])))
            for name, row in wanted[kind].items():
                for column, value in row.items():
                    seen = found.get(name, {}).get(column)
                    if not close(column, seen, value):
                        faults.append('%s of %s: tombo %r, Ceph %r' % (column, name, seen, value))
            self.report.check(not faults, '%s: %d rows, %d columns each, as Ceph says' % (
                kind, len(wanted[kind]), len(next(iter(wanted[kind].values()), ()))), *faults)

    def diff(self, wanted, what):
        """The last diff has exactly these lines of Ceph's maps; health checks come and go and are told apart."""
        rows = self.tombo.diff('latest~1..latest').rows
        found = sorted({(row['change'], row['kind'], row['name'], row['field'] or '') for row in rows
                        if row['kind'].startswith('ceph_') and row['kind'] != 'ceph_health_check'
                        and row['field'] != 'health'})
        self.report.equal(found, sorted(wanted), what)

    def nothing_gone(self, before):
        gone = [row for row in self.tombo.diff('latest~1..latest').rows
                if row['change'] == '-' and row['kind'] not in ('ceph_health_check', 'ceph_mgr')]
        self.report.check(not gone, 'nothing was deleted', *gone)
        left = {kind: len(self.tombo.rows(kind)) for kind in ('ceph_osd', 'ceph_pool', 'ceph_mon', 'ceph_rbd_image')}
        self.report.equal(left, before, 'every OSD, pool, monitor and image is still listed')

    def counts(self):
        return {kind: len(self.tombo.rows(kind)) for kind in ('ceph_osd', 'ceph_pool', 'ceph_mon', 'ceph_rbd_image')}

    def settle(self):
        self.client.wait('HEALTH_OK', lambda: self.client.ask('health')['status'] == 'HEALTH_OK')
        time.sleep(6)  # the manager hears of usage every five seconds

    # Scenes

    def play(self):
        for scene in (self.data, self.unchanged, self.osd_down, self.osd_out, self.osd_back, self.flags, self.pools,
                      self.added, self.purged, self.monitor_down, self.no_manager, self.hung, self.no_quorum,
                      self.few_rights, self.librados, self.replay, self.secrets):
            self.report.section('ceph: ' + scene.__name__.replace('_', ' '))
            scene()
        self.report.note('Ceph\'s own commands: %d' % self.client.calls)

    def data(self):
        image = 'b5b2c9c4-7c7a-4a57-9d1b-5a8f0c3e1d11'
        self.testbed('image', image, '1')
        self.testbed('disk', '8a7d3c1e-2f7b-4c58-8a55-1c2d3e4f5a21', '2', image)
        self.testbed('volume', '1e0f4a52-6a1c-4f2b-9a57-0d1a6f6b1c01', '3')
        self.settle()
        result = self.collect('--record', os.path.join(self.folder, 'recordings', 'ceph-data'))
        self.report.check(all(outcome == 'complete' for outcome in outcomes(result).values()), 'all kinds are complete')
        if self.openstack:
            self.report.check(len(self.tombo.list('nova_hypervisor').rows) > 0, 'OpenStack is in the same snapshot')
        self.same()

    def unchanged(self):
        for _ in range(3):
            self.collect()
            self.report.equal(max(self.tombo.snapshots(), key=lambda row: row['seq'])['changes'], 0, '0 changes')
            time.sleep(5)

    def osd_down(self):
        before, stored = self.counts(), self.tombo.rows('ceph_pool')['vms']['stored_bytes']
        self.testbed('stop', 'osd.node3')
        self.client.wait('it to be down', lambda: self.client.ask('osd', 'stat')['num_up_osds'] == 2)
        time.sleep(6)
        self.collect()
        self.same('ceph_osd', 'ceph_mon', 'ceph_host', 'ceph_pool', 'ceph_health_check')
        self.diff([('~', 'ceph_osd', 'osd.2', 'is_up')], 'one OSD down is one line')
        self.nothing_gone(before)
        now = self.tombo.rows('ceph_pool')['vms']['stored_bytes']
        real = [pool for pool in self.client.ask('df', 'detail')['pools'] if pool['name'] == 'vms'][0]['stats']['stored']
        self.report.check(abs(now - stored) < stored * .05 and real > stored * 1.2,
                          'stored_bytes stands still while Ceph\'s own `stored` is wrong',
                          'before %d, now %d, Ceph\'s %d' % (stored, now, real))
        self.report.check(self.tombo.rows('ceph_osd')['osd.2']['used_bytes'] is None, 'its usage is unknown, not old')

    def osd_out(self):
        self.client.raw('osd', 'out', '2')
        time.sleep(6)
        self.collect()
        self.same('ceph_osd', 'ceph_host')
        self.diff([('~', 'ceph_osd', 'osd.2', 'is_in'), ('~', 'ceph_osd', 'osd.2', 'reweight')], 'out is told')
        row = self.tombo.rows('ceph_osd')['osd.2']
        self.report.equal((row['size_bytes'], row['used_bytes']), (20 << 30, None),
                          'an OSD that is out keeps its size, and has no usage instead of 0')

    def osd_back(self):
        self.client.raw('osd', 'in', '2')
        self.testbed('start', 'osd.node3')
        self.settle()
        self.collect()
        self.same()
        self.diff([('~', 'ceph_osd', 'osd.2', field) for field in ('is_in', 'is_up', 'reweight', 'up_from')],
                  'back, and started again')

    def flags(self):
        self.client.raw('osd', 'set', 'noout')
        self.collect()
        self.same('ceph_cluster', 'ceph_health_check')
        fsid = next(iter(self.tombo.rows('ceph_cluster')))
        self.diff([('~', 'ceph_cluster', fsid, 'flags')], 'a flag is one line')
        self.client.raw('osd', 'unset', 'noout')
        self.client.raw('osd', 'set-nearfull-ratio', '0.01')
        self.client.wait('every OSD to be nearfull', lambda: all(
            'nearfull' in osd['state'] for osd in self.client.ask('osd', 'dump')['osds']))
        self.collect()
        self.same('ceph_cluster', 'ceph_health_check', 'ceph_osd')
        states = {row['name']: row['state'] for row in self.tombo.list('ceph_osd').rows}
        self.report.equal(states, {'osd.%d' % n: ['nearfull'] for n in range(3)}, 'every OSD is nearfull')
        self.client.raw('osd', 'set-nearfull-ratio', '0.85')
        self.settle()
        self.collect()

    def pools(self):
        self.client.raw('osd', 'pool', 'create', 'spare', '4')
        self.client.raw('osd', 'pool', 'application', 'enable', 'spare', 'rbd')
        self.settle()
        # Images of a pool that the client has no right to are a gap, and nothing else is.
        result = self.collect(status=3)
        self.report.equal({kind for kind, outcome in outcomes(result).items() if outcome != 'complete'},
                          {'ceph_rbd_image'}, 'a pool that may not be listed makes the images partial')
        self.diff([('+', 'ceph_pool', 'spare', '')], 'a new pool')
        self.client.raw('osd', 'pool', 'rename', 'spare', 'spare2')
        self.client.raw('auth', 'caps', 'client.tombo', 'mon', 'allow r', 'mgr', 'allow r', 'osd',
                        'profile rbd-read-only')
        self.collect()
        self.diff([('~', 'ceph_pool', 'spare2', 'name')], 'a pool with another name is the same one')
        self.same('ceph_pool', 'ceph_rbd_image')
        self.client.raw('osd', 'pool', 'rm', 'spare2', 'spare2', '--yes-i-really-really-mean-it')
        self.settle()
        self.collect()
        self.diff([('-', 'ceph_pool', 'spare2', '')], 'a pool that is gone')

    def added(self):
        self.testbed('addosd', 'node4', '40G')
        self.settle()
        self.collect()
        self.same()
        self.diff([('+', 'ceph_host', 'node4', ''), ('+', 'ceph_osd', 'osd.3', '')], 'a new host with its OSD')

    def purged(self):
        self.testbed('rmosd', 'node4')
        self.settle()
        self.collect()
        self.same()
        self.diff([('-', 'ceph_host', 'node4', ''), ('-', 'ceph_osd', 'osd.3', '')], 'purged, and gone')

    def monitor_down(self):
        before = self.counts()
        self.testbed('stop', 'mon.2')
        self.client.wait('it to leave', lambda: len(self.client.ask('quorum_status')['quorum']) == 2)
        self.collect()
        self.same('ceph_mon', 'ceph_osd', 'ceph_health_check')
        self.diff([('~', 'ceph_mon', 'juju-8e6b27-2-lxd-0', 'in_quorum')], 'one monitor out of the quorum is one line')
        self.nothing_gone(before)
        self.testbed('start', 'mon.2')
        self.settle()
        self.collect()
        self.same('ceph_mon')

    def no_manager(self):
        before = self.counts()
        self.testbed('stop', 'mgr.0')
        result = self.collect(status=3, seconds=45)
        self.report.note('at once: ' + failing(result))
        self.nothing_gone(before)
        self.client.wait('Ceph to see it', lambda: 'MGR_DOWN' in self.client.ask('health', 'detail')['checks'])
        result = self.collect(status=3, seconds=45)
        self.report.note('seen: ' + failing(result))
        self.nothing_gone(before)
        cluster = next(iter(self.tombo.rows('ceph_cluster').values()))
        self.report.equal(cluster['bytes_used'], None, 'what is used is unknown, while Ceph repeats its last figure')
        self.report.check(self.client.ask('df')['stats']['total_used_raw_bytes'] > 0, 'it does')
        self.report.check(self.tombo.rows('ceph_rgw'), 'the gateway is not gone')
        if self.openstack:
            self.report.check(outcomes(result)['nova_server'] == 'complete', 'OpenStack\'s part is fresh')
        self.testbed('start', 'mgr.0')
        self.settle()
        self.collect()
        self.same()

    def hung(self):
        before = self.counts()
        for name in ('mon.0', 'mon.1', 'mon.2'):
            self.testbed('hang', name)
        result = self.collect(status=3 if self.openstack else 4, seconds=45)
        for name in ('mon.0', 'mon.1', 'mon.2'):
            self.testbed('wake', name)
        self.report.note(failing(result))
        self.nothing_gone(before)
        if self.openstack:
            self.report.check(outcomes(result)['nova_server'] == 'complete', 'OpenStack\'s part is fresh')
        left = subprocess.run(['pgrep', '-f', 'ceph --conf %s' % self.conf], stdout=subprocess.PIPE, text=True).stdout
        self.report.equal(left, '', 'no process is left behind')
        self.settle()
        self.collect()

    def no_quorum(self):
        before = self.counts()
        self.testbed('stop', 'mon.1', 'mon.2')
        time.sleep(12)
        result = self.collect(status=3 if self.openstack else 4, seconds=60)
        self.report.note(failing(result))
        self.nothing_gone(before)
        self.testbed('start', 'mon.1', 'mon.2')
        self.settle()
        self.collect()
        self.same('ceph_mon', 'ceph_osd')

    def few_rights(self):
        """A key that may read the monitors only."""
        before, wide = self.counts(), self.tombo
        self.tombo = CephTombo(self.binary, self.folder, self.clouds, self.conf, user='client.monitor')
        result = self.collect(status=3)
        self.report.note(failing(result))
        for kind, outcome in {'ceph_osd': 'partial', 'ceph_rbd_image': 'failed', 'ceph_pool': 'complete'}.items():
            self.report.equal(outcomes(result)[kind], outcome, '%s is %s' % (kind, outcome))
        self.nothing_gone(before)
        self.tombo = CephTombo(self.binary, self.folder, self.clouds, self.conf, user='client.nobody')
        result = self.collect(status=4)
        self.report.check('keyring' in result.err, 'a client without a key is told where to name one', result.err[-400:])
        self.nothing_gone(before)
        self.tombo = CephTombo(self.binary, self.folder, self.clouds, self.conf, openstack=self.openstack)

    def librados(self):
        """The library in place of the command: the same rows, sooner, and as bounded."""
        before, command = self.counts(), self.tombo
        slow = self.collect('--source', 'ceph')
        self.tombo = CephTombo(self.binary, self.folder, self.clouds, self.conf, librados=True)
        quick = self.collect('--source', 'ceph')
        self.report.equal(max(self.tombo.snapshots(), key=lambda row: row['seq'])['changes'], 0, 'the same rows')
        self.same()
        self.report.check(quick.seconds < slow.seconds / 2, 'in less than half of the time',
                          '%.2f s against %.2f s' % (quick.seconds, slow.seconds))
        self.report.note('%.2f s against %.2f s' % (quick.seconds, slow.seconds))
        self.testbed('stop', 'mgr.0')
        self.collect('--source', 'ceph', status=3, seconds=45)
        self.nothing_gone(before)
        self.testbed('start', 'mgr.0')
        self.settle()
        for name in ('mon.0', 'mon.1', 'mon.2'):
            self.testbed('hang', name)
        self.collect('--source', 'ceph', status=4, seconds=45)
        for name in ('mon.0', 'mon.1', 'mon.2'):
            self.testbed('wake', name)
        self.nothing_gone(before)
        self.settle()
        self.tombo = command
        self.collect()

    def replay(self):
        again = CephTombo(self.binary, self.folder, self.clouds, self.conf, database='ceph-replayed.db')
        result = again.run('collect', '--replay', os.path.join(self.folder, 'recordings', 'ceph-data'))
        self.report.equal(result.status, 0, 'the recording replays')
        first = min(row['seq'] for row in self.tombo.snapshots())
        for kind in CEPH:
            live = [strip(row) for row in self.tombo.list(kind, '#%d' % first).rows]
            self.report.equal([strip(row) for row in again.list(kind).rows], live, kind + ' is what the live one was')

    def secrets(self):
        keys = set()
        for path in glob.glob(os.path.join(os.path.dirname(self.conf), '*.keyring')):
            with open(path) as file:
                keys |= {line.split('=', 1)[1].strip() for line in file if 'key = ' in line}
        found, files = [], 0
        for parent, _, names in os.walk(self.folder):
            for name in names:
                path = os.path.join(parent, name)
                if path.endswith('/tombo') or name == 'testbed.log':
                    continue
                files += 1
                with open(path, 'rb') as file:
                    content = file.read()
                found += [path for key in keys if key.encode() in content]
        self.report.check(not found, '%d keys of Ceph are in none of %d files' % (len(keys), files), *found)


def strip(row):
    return {key: value for key, value in row.items() if key != 'last_seen'}


def failing(collect):
    bad = {kind: outcome for kind, outcome in outcomes(collect).items() if outcome != 'complete'}
    return '%.1f s; %s; %s' % (collect.seconds, json.dumps(bad), collect.err.strip().replace('\n', ' | ')[-300:])


def close(column, seen, wanted):
    if column in MOVING and seen is not None and wanted is not None:
        return abs(seen - wanted) <= MOVING[column]
    if isinstance(wanted, float) and isinstance(seen, (int, float)):
        return abs(seen - wanted) < .00011
    return seen == wanted
