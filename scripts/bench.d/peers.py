"""The same difference by others: sqldiff, deepdiff and jsondiff, on the same two states of all servers.

Each is given the states in the form it takes best (two SQLite files, two
objects in memory), and only the comparing is timed.
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys

PIP = ('deepdiff', 'jsondiff')
# Seconds of the wall that one of them has.
PATIENCE = 300

COMPARE = '''
import json, sys, time
old, new = (json.load(open(path)) for path in sys.argv[2:])
if sys.argv[1] == 'deepdiff':
    from deepdiff import DeepDiff
    compare = lambda: DeepDiff(old, new)
    count = lambda found: sum(len(part) for part in found.values())
else:
    import jsondiff
    compare = lambda: jsondiff.diff(old, new)
    count = len
wall, cpu = time.perf_counter(), time.process_time()
found = compare()
print(json.dumps({'cpu': time.process_time() - cpu, 'wall': time.perf_counter() - wall, 'found': count(found)}))
'''


class Peers:
    def __init__(self, folder, history, say):
        self.folder = folder
        self.say = say
        self.skipped = {}
        self.states = self.write(history)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, history):
        """Both states, ten polls apart, as SQLite files and as JSON."""
        db = sqlite3.connect(self.path('history-%d.db' % history['servers']))
        columns = [row[1] for row in db.execute('PRAGMA table_info(nova_server_history)')]
        columns = [name for name in columns if name not in ('resource_id', 'valid_from', 'valid_to', 'digest')]
        for name, seq in (('old', history['last'] - 10), ('new', history['last'])):
            rows = db.execute(
                'SELECT r.key, %s FROM nova_server_history h JOIN resource r ON r.id = h.resource_id '
                'WHERE valid_from <= ?1 AND (valid_to IS NULL OR valid_to > ?1)' % ', '.join(columns),
                (seq,)).fetchall()
            target = self.path('state-%s.db' % name)
            if os.path.exists(target):
                os.remove(target)
            state = sqlite3.connect(target)
            state.execute('CREATE TABLE server (id TEXT PRIMARY KEY, %s)' % ', '.join(columns))
            state.executemany('INSERT INTO server VALUES (%s)' % ', '.join('?' * (len(columns) + 1)), rows)
            state.commit()
            state.close()
            with open(self.path('state-%s.json' % name), 'w') as file:
                json.dump({row[0]: dict(zip(columns, row[1:])) for row in rows}, file)
        db.close()
        return len(rows)

    def sqldiff(self):
        """SQLite's own program: the whole process."""
        program = shutil.which('sqldiff') or self.unpacked()
        if program is None:
            return None
        before = os.times()
        started = os.times().elapsed
        out = subprocess.run(
            [program, '--table', 'server', '--primarykey', self.path('state-old.db'), self.path('state-new.db')],
            stdout=subprocess.PIPE, timeout=PATIENCE)
        after = os.times()
        if out.returncode != 0:
            self.skipped['sqldiff'] = 'it ended with status %d' % out.returncode
            return None
        return {
            'wall': after.elapsed - started, 'found': out.stdout.count(b';\n'),
            'cpu': after.children_user + after.children_system - before.children_user - before.children_system}

    def unpacked(self):
        """Debian's package, unpacked beside the databases: nothing is installed."""
        def run(*command):
            return subprocess.run(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if shutil.which('apt-get') is None or run('apt-get', 'download', 'sqlite3-tools').returncode != 0:
            self.skipped['sqldiff'] = 'it is not on the PATH, and apt-get does not fetch sqlite3-tools'
            return None
        package = next(name for name in os.listdir(self.folder) if name.startswith('sqlite3-tools'))
        run('dpkg', '-x', package, 'sqlite3-tools')
        program = self.path('sqlite3-tools/usr/bin/sqldiff')
        if not os.path.exists(program):
            self.skipped['sqldiff'] = 'the package sqlite3-tools has none'
            return None
        return program

    def python(self):
        """A Python that has the libraries: one of their own, in the folder."""
        program = self.path('peers/bin/python')
        if not os.path.exists(program):
            made = subprocess.run([sys.executable, '-m', 'venv', self.path('peers')], capture_output=True)
            if made.returncode == 0:
                made = subprocess.run([program, '-m', 'pip', 'install', '-q', *PIP], capture_output=True)
            if made.returncode != 0:
                for name in PIP:
                    self.skipped[name] = 'pip does not install it'
                return None
        return program

    def library(self, name):
        python = self.python()
        if python is None:
            return None
        try:
            out = subprocess.run(
                [python, '-c', COMPARE, name, self.path('state-old.json'), self.path('state-new.json')],
                capture_output=True, text=True, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.skipped[name] = 'it was not done after %d s' % PATIENCE
            return {'cpu': None, 'wall': PATIENCE, 'found': None}
        if out.returncode != 0:
            self.skipped[name] = (out.stderr.strip().splitlines() or ['it failed'])[-1]
            return None
        return json.loads(out.stdout)

    def measure(self, name):
        """Seconds and number of differences; None for one that could not be had, and ``skipped`` says why."""
        self.say('Comparing {:,} servers with {} ...'.format(self.states, name))
        return self.sqldiff() if name == 'sqldiff' else self.library(name)
