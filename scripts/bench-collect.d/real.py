"""A real cloud: what tombo and the openstack client ask it for the same kinds, and how long both take."""
import json
import os
import re
import shutil
import statistics
import sys

from runs import best, megabytes, run, seconds, table

# The client's commands that list what tombo collects.
LISTINGS = [
    'project list --long', 'server list --all-projects --long --no-name-lookup --limit -1', 'flavor list --all --long',
    'hypervisor list --long', 'compute service list --long', 'aggregate list --long', 'resource provider list']
OF_PROVIDER = ['inventory list', 'trait list', 'usage show']
VERSIONS = ['--os-compute-api-version', '2.87', '--os-placement-api-version', '1.39']
ANSWERED = re.compile(r'^RESP: \[\d+\]', re.MULTILINE)
LENGTH = re.compile(r'^RESP: \[\d+\].*?Content-Length: (\d+)', re.MULTILINE | re.IGNORECASE)


class RealCloud:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.database = os.path.join(folder, 'real.db')
        self.environment = dict(os.environ)

    def tombo(self, *words):
        return run([self.options.tombo, *words, '--db', self.database], self.environment, self.folder, allowed=(0, 3))

    def client(self, words, *more):
        command = [shutil.which('openstack'), '--os-cloud', self.options.cloud, *VERSIONS, *more, *words.split()]
        return run(command, self.environment, self.folder)

    def asked(self, words):
        """Requests and bytes of one command, from what it logs of itself."""
        self.client(words, '--debug')
        with open(os.path.join(self.folder, 'err')) as file:
            log = file.read()
        return len(ANSWERED.findall(log)), sum(map(int, LENGTH.findall(log)))

    def commands(self):
        """Every listing; those of a provider once for each."""
        providers = json.loads(self.client('resource provider list -f json').output)
        commands = LISTINGS + [
            'resource provider %s %s' % (words, provider['uuid']) for provider in providers for words in OF_PROVIDER]
        return commands

    def measure(self):
        collected = [
            self.tombo('collect', '--cloud', self.options.cloud, '-q') for _ in range(self.options.rounds + 1)][1:]
        rows = json.loads(self.tombo(
            'sql', 'SELECT kind, outcome, requests, bytes FROM collection '
            'WHERE seq = (SELECT max(seq) FROM snapshot)', '-f', 'json').output)['rows']
        for row in rows:
            if row['outcome'] != 'complete':
                print('Note: %s was %s.' % (row['kind'], row['outcome']), file=sys.stderr)
        lines = [('what', 'requests', 'bytes', 'best wall', 'median', 'cpu', 'peak')]

        def line(what, requests, size, runs):
            lines.append((
                what, str(requests), '{:,}'.format(size), seconds(best(runs, 'wall')),
                seconds(statistics.median(run.wall for run in runs)), seconds(best(runs, 'cpu')),
                megabytes(max(run.peak for run in runs))))
        line('tombo collect, %d kinds' % len(rows), sum(row['requests'] for row in rows),
             sum(row['bytes'] for row in rows), collected)
        if not self.options.no_client and shutil.which('openstack'):
            commands = self.commands()
            print('Listing the same with %d commands of the client, twice ...' % len(commands), file=sys.stderr)
            runs = [self.client(words + ' -f json') for words in commands]
            counts = [self.asked(words) for words in commands]
            whole = runs[0]._replace(
                wall=sum(run.wall for run in runs), cpu=sum(run.cpu for run in runs), peak=max(run.peak for run in runs))
            line('openstack, %d commands, once' % len(commands), *map(sum, zip(*counts)), [whole])
            servers = LISTINGS.index(next(words for words in LISTINGS if words.startswith('server')))
            line('  of which server list', *counts[servers], [runs[servers]])
        print(table(lines))
        if len(lines) > 2:
            print('\nThe client takes %.0f times as long for the same kinds, %.0f times for the servers alone.' % (
                whole.wall / best(collected, 'wall'), runs[servers].wall / best(collected, 'wall')))
        print("Bytes are those of the bodies: tombo's as received, the client's by their length headers.")


def measure(options, folder):
    RealCloud(options, folder).measure()
