"""Faults of a real cloud. Whatever happens, nothing that was there may count as gone."""
import os
import re

from compare import differences
from tombo import KINDS, outcomes, said

NOVA = [kind for kind in KINDS if kind.startswith('nova_')]
OTHERS = [kind for kind in KINDS if kind not in NOVA]


class Faults:
    def __init__(self, report, testbed, tombo, folder, wanted):
        """`wanted`: the client's rows of the cloud as it stands."""
        self.report = report
        self.testbed = testbed
        self.tombo = tombo
        self.folder = folder
        self.wanted = wanted
        self.rows = tombo.everything()
        # Each collection under a fault, by the name of its recording.
        self.collected = {}
        os.makedirs(os.path.join(folder, 'credentials'), exist_ok=True)

    def clouds(self, name, pattern, replacement):
        """A clouds.yaml with something else in it; kept apart, as it holds a password."""
        with open(self.testbed.clouds) as file:
            text, count = re.subn(pattern, replacement, file.read())
        if not count:
            raise SystemExit('Error: %s does not have %r.' % (self.testbed.clouds, pattern))
        path = os.path.join(self.folder, 'credentials', name + '.yaml')
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w') as file:
            file.write(text)
        return path

    def login(self, cloud):
        """A clouds.yaml whose cloud `lab` signs in as another of the testbed's clouds does."""
        return self.clouds(cloud, r'(?s)\n  lab:.*?\n  %s:' % cloud, '\n  lab:')

    def collect(self, name, status, *arguments, clouds=None):
        """One collection under the fault, recorded; then what must hold after any of them."""
        recording = os.path.join(self.folder, 'faults', name)
        os.makedirs(os.path.dirname(recording), exist_ok=True)
        collect = self.tombo.collect('--record', recording, *arguments, clouds=clouds)
        self.collected[name] = collect
        self.report.note('collect: ' + said(collect))
        for text in sorted({row['reason'] for row in collect.rows if row['reason']}):
            self.report.note('  ' + text)
        self.report.equal(collect.status, status, 'collect ends with status %d' % status)
        self.report.equal(self.tombo.everything(), self.rows, 'all %d rows are still listed, unchanged' % sum(
            map(len, self.rows.values())))
        gone = [row for row in self.tombo.diff().rows if row['change'] not in '?']
        self.report.check(not gone, 'the diff to the snapshot before says no `-`, `+` or `~`', *gone)
        return collect

    def incomplete(self, word, kinds):
        """The newest snapshot says how its source stands; answers about `kinds` are marked."""
        newest = self.tombo.snapshots()[-1]
        self.report.equal((newest['sources'], newest['complete']), ({'openstack': word}, False),
                          '`snapshots` says %s' % word)
        bad = []
        for kind in kinds:
            answer = self.tombo.list(kind)
            fresh = [row for row in answer.rows if row['last_seen'] >= newest['started_at']]
            if answer.status != 3 or answer.json['complete'] or not answer.json['gaps'] or fresh:
                bad.append('%s: status %d, gaps %r, %d of %d rows said to be fresh' % (
                    kind, answer.status, answer.json['gaps'], len(fresh), len(answer.rows)))
        self.report.check(not bad, 'list of %d kinds: status 3, a gap named, no row called fresh' % len(kinds), *bad)
        strict = self.tombo.run('list', kinds[0], '--strict', '-f', 'json')
        self.report.equal((strict.status, strict.out), (3, ''), '--strict gives no answer at all')

    def fresh(self, kinds):
        newest = self.tombo.snapshots()[-1]
        bad = []
        for kind in kinds:
            answer = self.tombo.list(kind)
            old = [row for row in answer.rows if row['last_seen'] != newest['finished_at']]
            if answer.status or not answer.json['complete'] or old:
                bad.append('%s: status %d, %d rows old' % (kind, answer.status, len(old)))
        self.report.check(not bad, '%d kinds are complete and fresh' % len(kinds), *bad)

    def recovered(self, *arguments):
        """The next poll: whole again, without a change."""
        collect = self.tombo.collect(*arguments)
        newest = self.tombo.snapshots()[-1]
        self.report.equal((collect.status, newest['changes'], newest['complete']), (0, 0, True),
                          'the next poll is complete, with 0 changes')
        found = self.tombo.everything()
        lines = [line for kind, rows in self.wanted.items() for line in differences(kind, found[kind], rows)]
        self.report.check(not lines, 'and the rows are the client\'s again', *lines)
        return collect

    def outcomes_are(self, collect, failed, complete):
        self.report.equal(outcomes(collect), {**dict.fromkeys(failed, 'failed'), **dict.fromkeys(complete, 'complete')},
                          '%d kinds failed, %d complete' % (len(failed), len(complete)))
