"""Questions about a long history: how long they take, how that grows with the fleet, and what others take."""
import os
import subprocess

import processes
from longhistory import LongHistory
from peers import Peers

LARGE, SMALL = 100_000, 1_000
FLEETS = (SMALL, 10_000, LARGE)


class History:
    def __init__(self, bench):
        self.bench = bench
        self.notes = []
        self.known = {}

    def make(self):
        """The databases; of the largest ten times as many snapshots, which nothing may depend on."""
        made = {}
        for servers in FLEETS:
            polls = 10_000 if servers == LARGE and not self.bench.options.quick else 1_000
            self.bench.say('Making a history: {:,} servers, {:,} snapshots ...'.format(servers, polls))
            subprocess.run([self.bench.load, 'fleet', self.bench.folder, str(servers)], check=True)
            made[servers] = LongHistory(self.path(servers)).grow(polls)
            self.notes.append('History: {servers:,} servers, {last:,} snapshots, {versions:,} versions, {mb:.0f} MB'.format(
                **made[servers], mb=os.path.getsize(self.path(servers)) / 1e6))
        return made

    def path(self, servers):
        return os.path.join(self.bench.folder, 'history-%d.db' % servers)

    def times(self, name, servers):
        """Wall and processor seconds of library calls on a database that is open already."""
        key = 'history-%s-%d' % (name, servers)
        if key not in self.known:
            runs = 10 if self.bench.options.quick else 30
            self.known[key] = self.bench.run_load('times', self.bench.folder, key, runs)
        return self.known[key]

    def measure(self, history, growth, programs, peers):
        made = self.make()
        self.notes.insert(0, '')
        table = self.bench.table
        if history or growth:
            self.bench.say('Asking the long histories ...')
        for measure in history:
            times = self.times(measure.name[len('history-'):], LARGE)
            table.add(measure, measure.what, min(times['cpu']), times['wall'])
        for measure in growth:
            name = measure.reference[len('history-'):-len('-%d' % SMALL)]
            # In turn, so that a busy moment is not on one side only.
            times = {servers: self.times(name, servers) for servers in FLEETS}
            table.add(
                measure, measure.what, min(times[LARGE]['cpu']), times[LARGE]['wall'], min(times[SMALL]['cpu']))
            self.notes.append('%s of 1,000, 10,000 and 100,000 servers: %s' % (
                name, ', '.join('%.2f ms' % (1000 * min(times[servers]['cpu'])) for servers in FLEETS)))
        if programs or any(measure.name == 'peer-sqldiff' for measure in peers):
            self.programs(programs, made[LARGE])
        if peers:
            self.peers(peers, made[LARGE])

    def programs(self, measures, made):
        end = ['--db', self.path(LARGE), '-f', 'json']
        span = '#%d..#%d' % (made['last'] - 10, made['last'])
        tombo = self.bench.tombo
        self.started = processes.in_turn({
            'python': [processes.PYTHON, '-c', 'pass'],
            'program-diff': [tombo, 'diff', span, '--kind', 'server', *end],
            'program-log': [tombo, 'log', '-n', '50', *end],
            'program-log-server': [tombo, 'log', 'server/lb', *end],
            'program-blame': [tombo, 'blame', 'server/lb', *end],
        }, 5 if self.bench.options.quick else 15)
        reference = min(used for _, used in self.started['python'])
        for measure in measures:
            wall, cpu = zip(*self.started[measure.name])
            self.bench.table.add(measure, measure.what, min(cpu), wall, reference)

    def peers(self, measures, made):
        peers = Peers(self.bench.folder, made, self.bench.say)
        for measure in measures:
            found = peers.measure(measure.reference)
            if found is None:
                self.notes.append('Without %s: %s.' % (measure.reference, peers.skipped[measure.reference]))
                continue
            if measure.reference == 'sqldiff':
                wall, cpu = zip(*self.started['program-diff'])
            else:
                times = self.times('diff-10-polls', LARGE)
                wall, cpu = times['wall'], times['cpu']
            self.bench.table.add(measure, measure.what, min(cpu), wall, found['cpu'])
            if found['cpu'] is None:
                self.notes.append('%s was given up after %d s of wall time: more than %.0f times as long' % (
                    measure.reference, found['wall'], found['wall'] / min(wall)))
                continue
            self.notes.append('%s found %s differences in %.1f s' % (measure.reference, found['found'], found['wall']))
