"""What is in the database afterwards, beside what was done."""
import os
import re
import sqlite3
import statistics
from datetime import datetime

# What comes and goes with a fault itself.
PASSING = ('ceph_health_check', 'ceph_mgr', 'ceph_rgw')
INTERVAL = 60


def seconds(stamp):
    return datetime.fromisoformat(stamp.replace('Z', '+00:00')).timestamp()


class Verdict:
    def __init__(self, report, tombo, log, faults):
        self.report, self.tombo, self.log, self.faults = report, tombo, log, faults
        self.base = sqlite3.connect('file:%s?mode=ro' % tombo.database, uri=True)

    def snapshots(self):
        """Each round's once, a minute apart but where a fault made one long."""
        rows = sorted(self.tombo.snapshots(), key=lambda row: row['seq'])
        saved = [int(number) for number in re.findall(r'snapshot=(\d+) .*snapshot saved', open(self.log).read())]
        numbers = [row['seq'] for row in rows]
        self.report.equal(numbers, list(range(1, len(rows) + 1)), '%d snapshots, numbered without a gap' % len(rows))
        self.report.equal(saved, numbers, 'each was reported once as saved')
        starts = [seconds(row['started_at']) for row in rows]
        steps = [after - before for before, after in zip(starts, starts[1:])]
        long = [(rows[place + 1]['seq'], step) for place, step in enumerate(steps) if step > INTERVAL * 1.5]
        unexplained = [(seq, step) for seq, step in long if not self.in_fault(starts[seq - 2], starts[seq - 1])]
        self.report.check(not unexplained, 'no minute without a snapshot outside of a fault', *unexplained)
        self.report.check(all(step > INTERVAL / 2 for step in steps), 'no round twice', min(steps))
        self.report.note('begun %.0f s apart in the median (%.0f to %.0f); longer than 90 s: %s' % (
            statistics.median(steps), min(steps), max(steps), [(seq, round(step)) for seq, step in long]))
        self.report.note('complete: %d of %d' % (sum(row['complete'] for row in rows), len(rows)))

    def in_fault(self, begin, end):
        return any(begin < over + INTERVAL and end > began for began, over, _ in self.faults)

    def servers(self, made, deleted):
        rows = self.tombo.run('log', '--kind', 'nova_server', '-n', '100000', '-f', 'json').rows
        come = sorted(row['name'] for row in rows if row['change'] == '+')
        gone = sorted(row['name'] for row in rows if row['change'] == '-')
        self.report.equal(come, sorted(made), '%d servers made, each told once' % len(made))
        self.report.equal(gone, sorted(deleted), '%d servers deleted, each told once' % len(deleted))
        bare = [row for row in rows if row['change'] in '+-' and not row['cause']]
        self.report.check(not bare, 'each with its cause', *bare)

    def nothing_else_gone(self, first):
        """Of all that the first snapshot showed nothing was ever told gone, for not even one snapshot."""
        lost = []
        tables = [name for (name,) in self.base.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%\\_history' ESCAPE '\\'")]
        looked = 0
        for table in tables:
            kind = table.removesuffix('_history')
            ids = [own for (own,) in self.base.execute('SELECT resource_id FROM "%s" WHERE valid_from <= ?' % table, (first,))]
            looked += len(set(ids))
            if kind in PASSING:
                continue
            for own in set(ids):
                runs = self.base.execute(
                    'SELECT valid_from, valid_to FROM "%s" WHERE resource_id = ? ORDER BY valid_from' % table, (own,)).fetchall()
                ends = [end for (_, end), (begin, _) in zip(runs, runs[1:]) if end != begin]
                if ends or runs[-1][1] is not None:
                    lost.append((kind, self.base.execute('SELECT key FROM resource WHERE id = ?', (own,)).fetchone(), runs))
        self.report.check(not lost, 'nothing else was told gone: %d resources of %d kinds' % (looked, len(tables)), *lost)

    def costs(self, cpu):
        rounds = self.base.execute(
            'SELECT seq, sum(requests), sum(bytes) FROM collection WHERE requests IS NOT NULL GROUP BY seq').fetchall()
        self.report.note('a round: %.2f s of processor time on average (answers included), %d requests and %d bytes in '
                         'the median' % (cpu / len(rounds), statistics.median(row[1] for row in rounds),
                                         statistics.median(row[2] for row in rounds)))

    def memory(self, samples):
        """Of a quarter against the one before: what a daemon keeps it has after a while."""
        quarters = [[kib for _, kib in samples[len(samples) * n // 4:len(samples) * (n + 1) // 4]] for n in range(4)]
        medians = [statistics.median(quarter) / 1024 for quarter in quarters if quarter]
        self.report.note('memory, MiB in the median of each quarter: ' + ', '.join('%.1f' % one for one in medians))
        self.report.check(medians[-1] < medians[-2] * 1.05, 'memory stands still in the second half', medians)

    def answers(self, waits, failures):
        self.report.check(not failures, '%d answers, none failed' % len(waits), *failures)
        for path in sorted({path for _, path in waits}):
            own = sorted(wait * 1000 for wait, one in waits if one == path)
            self.report.note('%-38s p50 %.1f ms, p99 %.1f ms, longest %.0f ms' % (
                path, own[len(own) // 2], own[len(own) * 99 // 100], own[-1]))
        self.report.check(max(waits)[0] < 2, 'no answer waited for a source', max(waits))

    def whole(self):
        result = self.tombo.run('verify')
        self.report.equal(result.status, 0, 'verify: the history is whole')
        self.report.note('the database has %d bytes' % os.path.getsize(self.tombo.database))
