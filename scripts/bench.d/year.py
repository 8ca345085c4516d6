"""A year of polls of the lab: the size of the file, what takes it, and how long its history takes to ask."""
import argparse
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys

import processes

DAY = 288
YEAR = 365 * DAY
BUDGET = 20_000_000


def mb(size):
    return '%.2f MB' % (size / 1e6)


class Year:
    def __init__(self, options):
        self.options = options
        self.polls = round(options.days * DAY)
        self.path = os.path.join(options.folder, 'year.db')
        self.tombo = os.path.join(options.programs, 'tombo')

    def simulate(self):
        print('Simulating %d polls of the lab ...' % self.polls, file=sys.stderr, flush=True)
        return json.loads(subprocess.run(
            [os.path.join(self.options.programs, 'tombo-load'), 'year', self.options.folder, str(self.polls)],
            check=True, stdout=subprocess.PIPE, text=True).stdout)

    def sizes(self, year):
        print('%d polls (%s days) of the lab: %d resources of %d kinds; %d changes in %d polls; %.1f ms CPU a poll' % (
            year['polls'], '%g' % (year['polls'] / DAY), year['resources'], year['kinds'], year['changes'],
            year['changedPolls'], 1000 * year['secondsPerPoll']))
        old, fresh = (statistics.median(year['saves'][name]) for name in ('old', 'fresh'))
        print('A save after them: %.1f ms CPU; the same polls on a new database: %.1f ms; ratio %.2f' % (
            1000 * old, 1000 * fresh, old / fresh))
        db = sqlite3.connect(self.path)
        tables = db.execute(
            'SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize), sum(s.pgsize) FILTER (WHERE m.type = \'index\') '
            'FROM dbstat s LEFT JOIN sqlite_master m ON m.name = s.name GROUP BY 1 ORDER BY 2 DESC').fetchall()
        cost = next((size for name, size, _ in tables if name == 'collection_cost'), 0)
        whole = year['bytes'] if self.polls >= YEAR else year['bytesOfYear']
        span = 'after a year' if self.polls >= YEAR else 'after a year, worked out from %g days' % self.options.days
        if self.polls < YEAR:
            print('The file: %s' % mb(year['bytes']))
        for words, size in (('', whole), (' without collection_cost', whole - cost)):
            print('%s%s: %s (budget: %s) %s' % (
                span.capitalize(), words, mb(size), mb(BUDGET), 'kept' if size < BUDGET else 'MISSED'))
        print('\n%-32s %10s %10s %9s' % ('table', 'bytes', 'indexes', 'a poll'))
        shown, rest = tables[:12], tables[12:]
        if rest:
            shown.append(('%d others' % len(rest), sum(row[1] for row in rest), sum(row[2] or 0 for row in rest)))
        for name, size, indexes in shown:
            print('%-32s %10s %10s %7.1f B' % (
                name, '{:,}'.format(size), '{:,}'.format(indexes or 0), size / self.polls))
        rows, samples = db.execute(
            'SELECT count(*), sum(length(samples) + length(further)) FROM measure_block').fetchone()
        print('%d blocks of measures, %.1f B each beside the row' % (rows, samples / max(1, rows)))
        self.found = {
            'last': year['polls'],
            'server': db.execute("SELECT name FROM nova_server WHERE name LIKE 'exercise-%' ORDER BY 1").fetchone()[0],
            'unit': 'mysql-innodb-cluster/0'}
        db.close()

    def times(self):
        last = self.found['last']
        spans = [('a day', DAY), ('a month', 30 * DAY), ('the whole span', last - 1)]
        commands = {
            'diff of %s' % words: ['diff', '#%d..#%d' % (last - polls, last)]
            for words, polls in spans if polls < last}
        commands.update({
            'log': ['log', '-n', '50'], 'log server/%(server)s' % self.found: ['log', 'server/' + self.found['server']],
            'log unit/%(unit)s' % self.found: ['log', 'unit/' + self.found['unit']],
            'log server/lb': ['log', 'server/lb'],
            'blame server/%(server)s' % self.found: ['blame', 'server/' + self.found['server']],
            'blame server/lb': ['blame', 'server/lb'],
            'where lb': ['where', 'lb'], 'where lb, half way': ['where', 'lb', '--at', '#%d' % (last // 2)],
            'list osds, half way': ['list', 'osds', '--at', '#%d' % (last // 2)]})
        runs = {name: [self.tombo, *words, '--db', self.path, '-f', 'json'] for name, words in commands.items()}
        times = processes.in_turn(runs, 5)
        times['verify'] = processes.in_turn({'verify': [self.tombo, 'verify', '--db', self.path]}, 1)['verify']
        print('\n%-32s %10s %10s' % ('tombo ...', 'best wall', 'best CPU'))
        for name, measured in times.items():
            print('%-32s %7.0f ms %7.0f ms' % (
                name, 1000 * min(wall for wall, _ in measured), 1000 * min(cpu for _, cpu in measured)))

    def main(self):
        year = self.simulate()
        self.sizes(year)
        self.times()
        if self.options.keep:
            shutil.copyfile(self.path, self.options.keep)


def read():
    parser = argparse.ArgumentParser()
    for name in ('--programs', '--folder'):
        parser.add_argument(name, required=True)
    parser.add_argument('--days', type=float, default=365)
    parser.add_argument('--keep')
    options = parser.parse_args()
    if not options.days >= 14:
        print('Error: --days is a number of days, at least 14.', file=sys.stderr)
        print('Hint: The second half of a shorter span says too little about a year.', file=sys.stderr)
        sys.exit(2)
    return options


if __name__ == '__main__':
    Year(read()).main()
