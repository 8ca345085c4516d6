"""Runs what was asked for and prints the table. scripts/bench has built what it needs."""
import argparse
import json
import os
import statistics
import subprocess
import sys

import processes
from history import History
from measures import ALL, GROWTH, HISTORY, PEERS, PROCESSES, PROGRAMS, SAVES, SIZES, WORKLOADS
from references import References
from table import Table


class Bench:
    def __init__(self, options):
        self.options = options
        self.load = os.path.join(options.programs, 'tombo-load')
        self.tombo = os.path.join(options.programs, 'tombo')
        self.folder = options.folder
        self.polls = 20 if options.quick else 200
        self.table = Table()

    def wanted(self, measures):
        return [measure for measure in measures if not self.options.names or measure.name in self.options.names]

    def say(self, text):
        print(text, file=sys.stderr, flush=True)

    def run_load(self, *words):
        return json.loads(subprocess.run(
            [self.load, *map(str, words)], check=True, stdout=subprocess.PIPE, text=True).stdout)

    def prepare(self):
        self.say('Making the databases: 100,000 and 10,000 servers, %d polls each ...' % self.polls)
        histories = self.run_load('prepare', self.folder, self.polls)
        return next(history for history in histories if history['servers'] == 100_000)

    def workloads(self, measures, history):
        """The references before and after the benchmarks, so that a busy moment is not on one side only."""
        plain = References(self.folder, 'Migrations/sql', history, 2 if self.options.quick else 4)
        names = sorted({m.reference for m in measures if m.reference and hasattr(plain, m.reference)})
        self.say('Measuring the references ...')
        beside = {name: getattr(plain, name)() for name in names}
        self.say('Measuring tombo ...')
        measured = self.benchmarks([measure.name for measure in measures])
        self.say('Measuring the references again ...')
        for name in names:
            beside[name] += getattr(plain, name)()
        bests = {name: min(times) for name, times in beside.items()}
        bests.update({name: min(result['cpu']) for name, result in measured.items()})
        for measure in measures:
            if measure.name not in measured:
                sys.exit('Error: %s was not measured; see above.' % measure.name)
            result = measured[measure.name]
            self.table.add(
                measure, measure.what.format(polls=self.polls), min(result['cpu']), result['wall'],
                bests.get(measure.reference))

    def benchmarks(self, names):
        """Wall and processor seconds of every run, by name."""
        command = [self.options.swift, 'package', '--package-path', 'Benchmarks']
        if os.environ.get('TOMBO_BUILD_PATH'):
            command += ['--scratch-path', os.environ['TOMBO_BUILD_PATH']]
        command += ['benchmark', '--no-progress']
        for name in names:
            command += ['--filter', name]
        environment = dict(
            os.environ, TOMBO_BENCH_FOLDER=self.folder, TOMBO_BENCH_SECONDS='4' if self.options.quick else '12')
        # Its own table is for whoever compares two states of the code; here each run counts.
        ended = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
        if ended.returncode != 0:
            sys.exit('Error: The benchmarks failed:\n' + ended.stdout[-4000:])
        results = {}
        with open(os.path.join(self.folder, 'runs.tsv')) as file:
            for line in file:
                name, wall, cpu = line.split('\t')
                result = results.setdefault(name, {'wall': [], 'cpu': []})
                result['wall'].append(float(wall))
                result['cpu'].append(float(cpu))
        return results

    def processes(self, measures):
        self.say('Starting processes ...')
        where = [self.tombo, 'where', 'lb', '--db']
        times = processes.in_turn({
            'true': ['/bin/true'], 'python': [processes.PYTHON, '-c', 'pass'], 'start-up': [self.tombo, 'version'],
            'where-lab': where + [os.path.join(self.folder, 'lab.db')],
            'where-large': where + [os.path.join(self.folder, 'servers-100000.db')],
        }, 20 if self.options.quick else 60)
        times['start-up-python'] = times['start-up']
        for measure in measures:
            wall, cpu = zip(*times[measure.name])
            self.table.add(
                measure, measure.what, min(cpu), wall, min(used for _, used in times[measure.reference]))

    def lab(self, sizes, saves):
        """What takes a long history of the lab."""
        polls = 4032 if self.options.quick else 20160
        self.say('Simulating %d polls of the lab ...' % polls)
        year = self.run_load('year', self.folder, polls)
        for measure in saves:
            times = year['saves']
            # The median: a poll with a change in it, or with a keyframe, is on both sides.
            old, fresh = (statistics.median(times[name]) for name in ('old', 'fresh'))
            self.table.add(measure, measure.what.format(polls=polls), old, reference=fresh)
        self.sizes(sizes, None, year, polls)

    def sizes(self, measures, history, year=None, polls=0):
        for measure in measures:
            if measure.name == 'year':
                what = '%s (%d resources, %d kinds, from %d days)' % (
                    measure.what, year['resources'], year['kinds'], polls // 288)
                self.table.add(measure, what, year['bytesOfYear'])
            else:
                key = 'bytesChangedPoll' if measure.name == 'bytes-changed' else 'bytesUnchangedPoll'
                self.table.add(measure, measure.what, history[key])

    def main(self):
        workloads, commands, sizes = self.wanted(WORKLOADS), self.wanted(PROCESSES), self.wanted(SIZES)
        history = None
        if workloads or commands or any(measure.name != 'year' for measure in sizes):
            history = self.prepare()
        if workloads:
            self.workloads(workloads, history)
        if commands:
            self.processes(commands)
        self.sizes([measure for measure in sizes if measure.name != 'year'], history)
        year = [measure for measure in sizes if measure.name == 'year']
        if year or self.wanted(SAVES):
            self.lab(year, self.wanted(SAVES))
        long = History(self)
        if self.wanted(HISTORY + GROWTH + PROGRAMS + PEERS):
            long.measure(*(self.wanted(part) for part in (HISTORY, GROWTH, PROGRAMS, PEERS)))
        print(self.table)
        for note in long.notes:
            print(note)
        print('\nMeasured, ratio and verdict go by the processor time of the best run: what others do on the machine'
              '\nhardly touches it, while wall time (best and median) measures them too.')


def read():
    parser = argparse.ArgumentParser()
    parser.add_argument('--quick', action='store_true')
    for name in ('--programs', '--folder', '--swift'):
        parser.add_argument(name, required=True)
    parser.add_argument('names', nargs='*')
    options = parser.parse_args()
    unknown = set(options.names) - {measure.name for measure in ALL}
    if unknown:
        print('Error: There is no measure called %s.' % ', '.join(sorted(unknown)), file=sys.stderr)
        print('Hint: There are %s.' % ', '.join(measure.name for measure in ALL), file=sys.stderr)
        sys.exit(2)
    return options


if __name__ == '__main__':
    Bench(read()).main()
