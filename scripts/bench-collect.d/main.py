"""Measures and prints the table. scripts/bench-collect has built what it needs."""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

import real
from runs import best, megabytes, run, seconds, table

HERE = os.path.dirname(os.path.realpath(__file__))
FIXTURES = 'Tests/TomboSourcesTests/Fixtures/openstack'
CLOUDS = '''clouds:
  bench:
    auth: {auth_url: "http://127.0.0.1:%d/identity/v3", username: u, password: p, project_name: p,
           user_domain_name: d, project_domain_name: d}
    region_name: RegionOne
'''
PEAK = 100e6


class Bench:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.environment = dict(os.environ, OS_CLIENT_CONFIG_FILE=os.path.join(folder, 'clouds.yaml'))
        for name in list(self.environment):
            if name.startswith('OS_') and name != 'OS_CLIENT_CONFIG_FILE' or name.lower().endswith('_proxy'):
                del self.environment[name]

    def say(self, text):
        print(text, file=sys.stderr, flush=True)

    def tombo(self, *words):
        # 3: collected, with gaps; which ones is said below.
        return run([self.options.tombo, *words], self.environment, self.folder, allowed=(0, 3))

    def collect(self, fresh):
        database = os.path.join(self.folder, 'bench.db')
        if fresh:
            for end in ('', '-wal', '-shm', '.lock'):
                if os.path.exists(database + end):
                    os.remove(database + end)
        return self.tombo('collect', '--cloud', 'bench', '--db', database, '-q')

    def check(self):
        """A quick answer that is wrong is no answer."""
        database = os.path.join(self.folder, 'bench.db')
        count = json.loads(self.tombo(
            'sql', 'SELECT count(*) AS n FROM nova_server', '--db', database, '-f', 'json').output)['rows'][0]['n']
        if count != self.options.servers:
            sys.exit('Error: tombo collected %d of %d servers.' % (count, self.options.servers))
        for row in json.loads(self.tombo(
                'sql', "SELECT kind, outcome FROM collection WHERE outcome <> 'complete'", '--db', database, '-f',
                'json').output)['rows']:
            self.say('Note: %s was %s.' % (row['kind'], row['outcome']))

    def rounds(self, port):
        runs = {'fresh': [], 'again': [], 'python': [], 'inner': [], 'start': []}
        raw = [sys.executable, os.path.join(HERE, 'raw.py'), str(port)]
        for turn in range(self.options.rounds + 1):
            fresh, again = self.collect(fresh=True), self.collect(fresh=False)
            python = run(raw, self.environment, self.folder)
            start = self.tombo('version')
            if turn == 0:
                self.check()
                continue  # The first one warms the caches.
            count, inner = python.output.split()
            if int(count) != self.options.servers:
                sys.exit('Error: Python read %s of %d servers.' % (count, self.options.servers))
            for name, measured in (('fresh', fresh), ('again', again), ('python', python), ('start', start)):
                runs[name].append(measured)
            runs['inner'].append(python._replace(wall=float(inner)))
        return runs

    def client(self):
        program = shutil.which('openstack')
        if self.options.no_client or not program:
            return []
        self.say('Listing them with the openstack client, once ...')
        listed = run([
            program, '--os-cloud', 'bench', '--os-compute-api-version', '2.87', 'server', 'list', '--all-projects',
            '--long', '--no-name-lookup', '--limit', '-1', '-f', 'json'], self.environment, self.folder)
        count = len(json.loads(listed.output))
        if count != self.options.servers:
            sys.exit('Error: the client listed %d of %d servers.' % (count, self.options.servers))
        return [listed]

    def main(self):
        serving = subprocess.Popen(
            [sys.executable, os.path.join(HERE, 'cloud.py'), FIXTURES, str(self.options.servers)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            cloud = json.loads(serving.stdout.readline())
            with open(self.environment['OS_CLIENT_CONFIG_FILE'], 'w') as file:
                file.write(CLOUDS % cloud['port'])
            self.say('Collecting %d servers, %s of JSON, %d times ...' % (
                self.options.servers, megabytes(cloud['bytes']), self.options.rounds))
            runs = self.rounds(cloud['port'])
            self.report(runs, self.client())
        finally:
            serving.stdin.close()
            serving.wait()

    def report(self, runs, client):
        lines = [('what', 'best wall', 'median', 'cpu', 'peak', 'to Python')]
        python = runs['python']

        def line(what, measured):
            lines.append((
                what, seconds(best(measured, 'wall')), seconds(statistics.median(run.wall for run in measured)),
                seconds(best(measured, 'cpu')), megabytes(max(run.peak for run in measured)),
                '%.2f x' % (best(measured, 'wall') / best(python, 'wall'))))
        line('tombo collect, a new database', runs['fresh'])
        line('tombo collect, nothing changed', runs['again'])
        line('Python: fetch and json.loads', python)
        line('  the same without the start of Python', runs['inner'])
        if client:
            line('openstack server list --long, once', client)
        line('tombo version', runs['start'])
        print(table(lines))
        peak = max(run.peak for run in runs['fresh'] + runs['again'])
        start = best(runs['start'], 'wall')
        ratios = [(what, best(runs[name], 'wall') / best(python, 'wall'))
                  for what, name in (('nothing changed', 'again'), ('a new database', 'fresh'))]
        verdicts = [
            ('no slower than Python, %s (best wall)' % what, ratio <= 1, '%.2f x' % ratio) for what, ratio in ratios] + [
            ('peak memory < 100 MB', peak < PEAK, megabytes(peak)), ('start-up < 15 ms', start < 15e-3, seconds(start))]
        if client:
            ratio = client[0].wall / best(runs['fresh'], 'wall')
            verdicts.insert(2, ("< 1/100 of the client's time (wall)", ratio > 100, '1/%.0f' % ratio))
        print()
        for budget, good, measured in verdicts:
            print('%-6s  %s: %s' % ('kept' if good else 'MISSED', budget, measured))
        print('\nBoth tombo and Python sign in, read every page, and are measured from start to end of the process;'
              '\ntombo also asks for every other kind, and stores what it read. It decodes on every processor, Python on one:'
              '\nwhere others are at work (load %.1f on %d processors), compare the processor time.' % (
                  os.getloadavg()[0], os.cpu_count()))


def read():
    parser = argparse.ArgumentParser()
    parser.add_argument('--tombo', required=True)
    parser.add_argument('--servers', type=int, default=10_000)
    parser.add_argument('--rounds', type=int, default=7)
    parser.add_argument('--cloud')
    parser.add_argument('--no-client', action='store_true')
    return parser.parse_args()


if __name__ == '__main__':
    given = read()
    with tempfile.TemporaryDirectory(prefix='tombo-bench-collect.') as made:
        if given.cloud:
            real.measure(given, made)
        else:
            Bench(given, made).main()
