"""What the same work costs in plain Python with its sqlite3 module.

Absolute times on a machine that others use say little; how they stand to a
plain program's, in the same run and on the same data, says more.
"""
import hashlib
import os
import sqlite3
import time

LISTED = 'h.name, h.status, h.host, h.flavor_name, h.addresses'


def timed(work, runs):
    """Processor seconds of each run of `work`, and what the last one gave."""
    times, result = [], None
    for _ in range(runs):
        result = None
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return times, result


def digest(row):
    return hashlib.sha256('\0'.join(map(str, row)).encode()).digest()[:16]


class References:
    """The plain programs, over the database of 100,000 servers that the benchmarks read."""

    def __init__(self, folder, migrations, history, runs):
        self.plain = os.path.join(folder, 'plain.db')
        self.migrations = migrations
        self.history = history
        self.runs = runs
        self.db = sqlite3.connect(os.path.join(folder, 'servers-%d.db' % history['servers']))
        columns = [row[1] for row in self.db.execute('PRAGMA table_info(nova_server_history)')]
        self.columns = [name for name in columns if name not in ('resource_id', 'valid_from', 'valid_to', 'digest')]
        self.rows = self.db.execute(
            'SELECT r.key, %s FROM nova_server_history h JOIN resource r ON r.id = h.resource_id '
            'WHERE h.valid_to IS NULL' % ', '.join('h.' + name for name in self.columns)).fetchall()

    def create(self):
        """An empty database with tombo's own tables and indexes."""
        for end in ('', '-wal', '-shm'):
            if os.path.exists(self.plain + end):
                os.remove(self.plain + end)
        db = sqlite3.connect(self.plain)
        db.execute('PRAGMA journal_mode = WAL')
        db.execute('PRAGMA synchronous = FULL')
        for name in sorted(os.listdir(self.migrations)):
            if name.startswith('0001_') or name.endswith('_nova_server.sql'):
                with open(os.path.join(self.migrations, name)) as file:
                    db.executescript(file.read())
        db.executescript(
            "INSERT INTO cloud VALUES (1, 'plain'); INSERT INTO kind VALUES (1, 'nova_server');"
            "INSERT INTO collector VALUES (1, 1, 'openstack', 1);"
            'INSERT INTO snapshot VALUES (1, 1, 0, 0, 0, 0, zeroblob(32));')
        return db

    def store_new(self):
        """Inserts every row with a digest, in one transaction."""
        times = []
        for _ in range(max(1, self.runs // 2)):
            db = self.create()
            times += timed(lambda: self.insert(db), 1)[0]
            db.close()
        return times

    def insert(self, db):
        version = 'INSERT INTO nova_server_history (resource_id, valid_from, digest, %s) VALUES (%s)' % (
            ', '.join(self.columns), ', '.join('?' * (len(self.columns) + 3)))
        with db:
            db.execute('PRAGMA foreign_keys = ON')
            db.executemany(
                'INSERT INTO resource VALUES (?, 1, 1, ?, 1)', ((i, row[0]) for i, row in enumerate(self.rows, 1)))
            db.executemany(version, ((i, 1, digest(row)) + row[1:] for i, row in enumerate(self.rows, 1)))

    def store_unchanged(self):
        """Loads what is stored and compares the digest of every row."""
        db = self.create()
        self.insert(db)

        def compare():
            known = {key: (id, row, old) for key, id, row, old in db.execute(
                'SELECT r.key, r.id, h.rowid, h.digest FROM resource r JOIN nova_server_history h '
                'ON h.resource_id = r.id AND h.valid_to IS NULL WHERE r.collector_id = 1')}
            return sum(known[row[0]][2] != digest(row) for row in self.rows)
        times, changed = timed(compare, self.runs)
        assert changed == 0, changed
        return times

    def at(self, seq, columns):
        return self.db.execute(
            'SELECT %s FROM nova_server_history h JOIN resource r ON r.id = h.resource_id '
            'JOIN cloud c ON c.id = r.cloud_id WHERE valid_from <= ?1 AND (valid_to IS NULL OR valid_to > ?1)'
            % columns, (seq,)).fetchall()

    def diff(self):
        """Reads both moments whole and compares them."""
        last = self.history['polls'] + 1

        def compare():
            old = {row[0]: row for row in self.at(last, 'r.key, h.*')}
            new = {row[0]: row for row in self.at(last + 1, 'r.key, h.*')}
            return sum(old.get(key) != new.get(key) for key in old.keys() | new.keys())
        return timed(compare, max(1, self.runs // 2))[0]

    def list_as_of(self):
        return timed(lambda: self.at(1, 'c.name, ' + LISTED), self.runs)[0]

    def list_now(self):
        return timed(lambda: self.db.execute('SELECT cloud, %s FROM nova_server h' % LISTED).fetchall(), self.runs)[0]

    def where(self):
        """Opens the database and looks one server up by its name, without the rest of the chain."""
        path = self.db.execute('PRAGMA database_list').fetchone()[2]

        def look():
            db = sqlite3.connect(path)
            found = db.execute("SELECT hypervisor_hostname, host FROM nova_server WHERE name = 'lb'").fetchall()
            db.close()
            return found
        return timed(look, 25 * self.runs)[0]
