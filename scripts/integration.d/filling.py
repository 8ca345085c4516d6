"""Fills the cloud with one flavor until Nova says "No valid host": as many must go as tombo said, host by host."""
import time
from collections import Counter

FLAVORS = ('m1.large', 'm1.medium', 'm1.tiny')
PREFIX = 'fill'
PATIENCE = 900


class Filling:
    def __init__(self, report, client, tombo):
        """`client` is the administrator's: in whose project nothing else runs, and whose quota is lifted meanwhile."""
        self.report = report
        self.client = client
        self.tombo = tombo

    def play(self):
        project = self.client.ask('token', 'issue')['project_id']
        before = self.limits(project)
        self.set_limits(project, dict.fromkeys(before, -1))
        try:
            for flavor in FLAVORS:
                self.report.section('filling the cloud with ' + flavor)
                self.fill(flavor)
                self.empty()
        finally:
            self.set_limits(project, before)

    def limits(self, project):
        """Of newer clients a row each, of older ones one object."""
        shown = self.client.ask('quota', 'show', project)
        if isinstance(shown, list):
            shown = {row['Resource']: row['Limit'] for row in shown}
        return {name: shown[name] for name in ('instances', 'cores', 'ram')}

    def set_limits(self, project, limits):
        words = [word for name, limit in limits.items() for word in ('--' + name, str(limit))]
        self.client.text('quota', 'set', *words, project)

    def fill(self, flavor):
        told = self.capacity(flavor)
        wanted = {row['host']: row['fits'] for row in told['hosts'] if row['fits']}
        self.report.equal(sum(wanted.values()), told['fits'], 'the hosts add up to what fits')
        self.report.note('tombo: %d fit, limited by %s: %s' % (told['fits'], told['limiting_resource'], wanted))
        if not self.report.check(told['fits'] > 0, 'something fits', told):
            return
        started = time.monotonic()
        self.create(flavor, told['fits'])
        servers = self.settled()
        self.report.equal(Counter(row['Status'] for row in servers), Counter({'ACTIVE': told['fits']}),
                          'Nova places all %d' % told['fits'])
        self.report.equal(dict(Counter(row['Host'] for row in servers if row['Status'] == 'ACTIVE')), wanted,
                          'on each host as many as tombo said (%d s)' % (time.monotonic() - started))
        full = self.capacity(flavor)
        self.report.equal(full['fits'], 0, 'tombo says of the full cloud that none fits')
        self.create(flavor, 1)
        last = [row for row in self.settled() if row['Status'] != 'ACTIVE']
        fault = self.client.ask('server', 'show', last[0]['ID']).get('fault', {}) if last else {}
        self.report.check(len(last) == 1 and last[0]['Status'] == 'ERROR' and 'No valid host' in fault.get('message', ''),
                          'Nova says of one more: No valid host', last, fault)

    def capacity(self, flavor):
        collect = self.tombo.collect()
        if collect.status:
            raise SystemExit('Error: ' + collect.err)
        rows = self.tombo.run('capacity', '--flavor', flavor, '-f', 'json').rows
        return next(row for row in rows if row['flavor'] == flavor)

    def create(self, flavor, count):
        names = ['server', 'create', '--image', 'jammy-amd64', '--flavor', flavor, '--nic', 'none', '--min', str(count),
                 '--max', str(count), '%s-%s' % (PREFIX, 'more' if count == 1 else 'all')]
        self.client.text('--os-compute-api-version', '2.37', *names)

    def servers(self):
        rows = self.client.ask('server', 'list', '--long', '--limit', '-1')
        return [row for row in rows if row['Name'].startswith(PREFIX)]

    def settled(self):
        return self.wait(lambda rows: rows and all(row['Status'] in ('ACTIVE', 'ERROR') for row in rows))

    def empty(self):
        servers = [row['ID'] for row in self.servers()]
        for start in range(0, len(servers), 20):
            self.client.text('server', 'delete', *servers[start:start + 20])
        self.wait(lambda rows: not rows)

    def wait(self, holds):
        deadline = time.monotonic() + PATIENCE
        while not holds(servers := self.servers()):
            if time.monotonic() > deadline:
                raise SystemExit('Error: The servers did not settle: %s' % Counter(row['Status'] for row in servers))
            time.sleep(3)
        return servers
