"""A live Ceph's room: what tombo says is usable beside what CRUSH itself does with a million objects.

Nothing of tombo's is used for the figures it is held to: sizes come from the OSDs' metadata, ratios from the OSD map, what
is used from `ceph df`, and where objects go from crushtool, which runs Ceph's own code on the cluster's own CRUSH map.
"""
import os
import re
import time

OBJECTS = 1_000_000
NEAR = .003  # a share of the room: a million draws are known to a thousandth, weights are rounded as much
MOVING = 64 << 20
GIB = 1 << 30


class StorageScenes:
    def __init__(self, report, client, tombo, testbed):
        """`testbed(*words)` is scripts/testbed-ceph; the cluster is up, and may have any OSDs."""
        self.report, self.client, self.tombo, self.testbed = report, client, tombo, testbed

    def play(self):
        for scene in (self.healthy, self.down, self.out, self.back, self.nearfull, self.unequal, self.degraded, self.equal):
            self.report.section('storage: ' + scene.__name__)
            scene()

    # What Ceph says

    def osds(self):
        """Size, and whether it is in, of each OSD by its number."""
        sizes = {entry['id']: int(entry['bluestore_bdev_size']) for entry in self.client.ask('osd', 'metadata')}
        return {osd['osd']: (sizes[osd['osd']], bool(osd['in'])) for osd in self.client.ask('osd', 'dump')['osds']}

    def usable(self, copies=3, only_in=False, without=()):
        """Bytes of data when the first OSD is full, if each gets of every object what CRUSH gives it of a million."""
        path = os.path.join(self.tombo.folder, 'crushmap')
        self.client.raw('osd', 'getcrushmap', '-o', path)
        osds = {number: size for number, (size, is_in) in self.osds().items() if is_in or not only_in}
        absent = [number for number, (_, is_in) in self.osds().items()
                  if number in without or (only_in and not is_in)]
        words = [word for number in absent for word in ('--weight', str(number), '0')]
        text = self.client.tool(
            'crushtool', '-i', path, '--test', '--rule', '0', '--num-rep', str(copies), '--min-x', '0',
            '--max-x', str(OBJECTS - 1), '--show-utilization', *words)
        stored = {int(number): int(count) for number, count in re.findall(r'device (\d+):\s*stored : (\d+)', text)}
        # CRUSH gives up on a few in a million after its fifty tries, where a host is out and few are left.
        if sum(stored.values()) < copies * OBJECTS * .999:
            return 0
        return min(size * OBJECTS / stored[number] for number, size in osds.items() if stored.get(number))

    def used(self):
        """Raw bytes of all pools, every copy counted."""
        return sum(pool['stats']['stored_raw'] for pool in self.client.ask('df', 'detail')['pools'])

    def ratio(self):
        return self.client.ask('osd', 'dump')['nearfull_ratio']

    # Comparing

    def row(self, *words):
        self.tombo.collect()
        return self.tombo.answer('storage', *words).rows[0]

    def near(self, found, wanted, what, moving=0):
        self.report.check(found is not None and abs(found - wanted) <= abs(wanted) * NEAR + moving,
                          '%s: tombo %s, Ceph %s' % (what, gib(found), gib(wanted)))

    def whole(self, row, hosts):
        """Every figure of a row beside Ceph's."""
        usable = self.usable()
        self.report.equal(row['hosts'], hosts, '%d hosts' % hosts)
        self.near(row['usable_bytes'], usable, 'usable')
        self.near(row['usable_now_bytes'], self.usable(only_in=True), 'usable now')
        self.near(row['room_nearfull_bytes'], usable * self.ratio() - self.used() / 3, 'room up to nearfull', MOVING)
        self.report.note('Ceph\'s own max_avail: ' + ', '.join(sorted({
            gib(pool['stats']['max_avail']) for pool in self.client.ask('df', 'detail')['pools']})))

    def settle(self):
        self.client.wait('HEALTH_OK', lambda: self.client.ask('health')['status'] == 'HEALTH_OK', 300)
        time.sleep(6)  # the manager hears of usage every five seconds

    # Scenes

    def healthy(self):
        hosts = {bucket['name'] for bucket in self.client.ask('osd', 'tree')['nodes'] if bucket['type'] == 'host'}
        if 'node4' in hosts:
            self.testbed('rmosd', 'node4')
        self.write()
        self.settle()
        row = self.first = self.row()
        self.report.equal(row['usable_bytes'], 20 * GIB, '60 GiB in three copies, by hand: 20 GiB')
        self.whole(row, 3)

    def write(self):
        """Something to stand still: 384 MiB of data."""
        path = os.path.join(self.tombo.folder, 'object')
        with open(path, 'wb') as file:
            file.write(os.urandom(96 << 20))
        for number in range(4):
            self.client.raw('-p', 'vms', 'put', 'scene.%d' % number, path, program='rados')
        os.remove(path)

    def same(self, row, what):
        """What does not change while OSDs come and go."""
        for column in ('usable_bytes', 'usable_most_bytes', 'raw_bytes'):
            self.report.equal(row[column], self.first[column], '%s is %s, as before %s' % (
                column, gib(row[column]), what))
        for column in ('stored_bytes', 'room_nearfull_bytes'):
            self.report.check(abs(row[column] - self.first[column]) < MOVING, '%s stands still: %s, %s' % (
                column, gib(self.first[column]), gib(row[column])))

    def down(self):
        self.testbed('stop', 'osd.node3')
        self.client.wait('it to be down', lambda: self.client.ask('osd', 'stat')['num_up_osds'] == 2)
        time.sleep(6)
        row = self.row()
        self.same(row, 'it went down')
        self.report.equal((row['osds_down'], row['osds_out']), (1, 0), 'one is down, none is out')
        self.report.equal(row['usable_now_bytes'], 20 * GIB, 'it is in: data may still be placed on it')

    def out(self):
        self.client.raw('osd', 'out', '2')
        time.sleep(6)
        row = self.row()
        self.same(row, 'it was marked out')
        self.report.equal((row['osds_down'], row['osds_out']), (0, 1), 'one is out')
        self.report.equal(row['usable_now_bytes'], 0, 'two hosts hold no three copies')
        self.report.equal(row['heals'], False, 'nothing heals after another')

    def back(self):
        self.client.raw('osd', 'in', '2')
        self.testbed('start', 'osd.node3')
        self.settle()
        row = self.row()
        self.same(row, 'it came back')
        self.whole(row, 3)

    def nearfull(self):
        self.client.raw('osd', 'set-nearfull-ratio', '0.01')
        self.client.wait('every OSD to be nearfull', lambda: all(
            'nearfull' in osd['state'] for osd in self.client.ask('osd', 'dump')['osds']))
        row = self.row()
        self.report.equal(row['level'], 'nearfull', 'the fullest OSD is nearfull')
        self.near(row['room_nearfull_bytes'], self.usable() * .01 - self.used() / 3, 'room up to nearfull', MOVING)
        self.client.raw('osd', 'set-nearfull-ratio', '0.85')
        self.settle()

    def unequal(self):
        self.testbed('addosd', 'node4', '40G')
        self.settle()
        row = self.first = self.row()
        # 20, 20, 20 and 40 in three draws by weight: the large one is drawn with 1 - 3/5 * 2/4 * 1/3.
        self.near(row['usable_bytes'], 20 * GIB / .7, 'by hand, from the weights')
        self.near(row['usable_most_bytes'], 30 * GIB, 'the best spread, by hand')
        self.whole(row, 4)
        for number, host in enumerate(('node1', 'node2', 'node3', 'node4')):
            lost = self.tombo.answer('storage', '--lose', host).rows[0]
            self.near(lost['usable_bytes'], self.usable_without(number), 'without ' + host)

    def usable_without(self, number):
        sizes = [size for other, (size, _) in self.osds().items() if other != number]
        # Three hosts for three copies: each has one of everything, and the smallest ends it.
        return min(sizes)

    def degraded(self):
        self.testbed('stop', 'osd.node3')
        self.client.wait('it to be down', lambda: self.client.ask('osd', 'stat')['num_up_osds'] == 3)
        self.client.raw('osd', 'out', '2')
        time.sleep(6)
        row = self.row()
        self.same(row, 'one was lost')
        self.near(row['usable_now_bytes'], self.usable(only_in=True), 'usable now')
        self.client.raw('osd', 'in', '2')
        self.testbed('start', 'osd.node3')
        self.settle()
        self.same(self.row(), 'it came back')

    def equal(self):
        self.testbed('rmosd', 'node4')
        self.testbed('addosd', 'node4', '20G')
        self.settle()
        row = self.row()
        self.report.equal(row['usable_bytes'], 80 * GIB // 3, 'four alike, by hand: 80 / 3')
        self.whole(row, 4)
        for number in range(4):
            self.client.raw('-p', 'vms', 'rm', 'scene.%d' % number, program='rados')


def gib(value):
    return 'unknown' if value is None else '%.3f GiB' % (value / GIB)
