"""Makes a database of thousands of snapshots out of its first one.

Saving 10,000 polls of 100,000 servers would read a thousand million rows. So
the versions are written as the store writes them (close one, insert the next,
in the same tables and indexes) straight into the file. What no question here
reads is left out: the digests and the chain are random bytes, and `tombo
verify` would find that; scripts/bench-year measures it.
"""
import json
import random
import sqlite3

# Polls of the newest history in which the one server changes that is asked about.
OWN_CHANGES = 20
OWN_SPAN = 1000
SERVER = 'lb'


class LongHistory:
    def __init__(self, path, seed=5):
        self.path = path
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute('PRAGMA synchronous = OFF')
        self.db.execute('PRAGMA cache_size = -400000')
        self.dice = random.Random(seed)
        names = [row[1] for row in self.db.execute('PRAGMA table_info(nova_server_history)')]
        self.columns = [name for name in names if name not in ('resource_id', 'valid_from', 'valid_to', 'digest')]
        self.hosts = [row[0] for row in self.db.execute('SELECT DISTINCT hypervisor_hostname FROM nova_server')]
        self.alive = self.db.execute(
            "SELECT rowid, resource_id FROM nova_server_history WHERE valid_to IS NULL AND name <> ?",
            (SERVER,)).fetchall()
        self.own = self.db.execute(
            'SELECT rowid, resource_id FROM nova_server_history WHERE valid_to IS NULL AND name = ?',
            (SERVER,)).fetchone()
        self.rowid = self.db.execute('SELECT max(rowid) FROM nova_server_history').fetchone()[0]
        self.resource = self.db.execute('SELECT max(id) FROM resource').fetchone()[0]
        self.servers = len(self.alive) + 1

    def copied(self, changed):
        """A statement that copies a version with some columns changed."""
        values = [changed.get(name, name) for name in self.columns]
        return ('INSERT INTO nova_server_history (resource_id, valid_from, digest, %s) '
                'SELECT :resource, :seq, randomblob(16), %s FROM nova_server_history WHERE rowid = :old' % (
                    ', '.join(self.columns), ', '.join(values)))

    def grow(self, polls, changes=100):
        """Adds so many snapshots with so many changes each: of ten, six move a server, three stop or start one, and one
        replaces one by another."""
        moved = self.copied({'hypervisor_hostname': ':host', 'host': "replace(:host, '.maas', '')"})
        toggled = self.copied({
            'status': "CASE status WHEN 'ACTIVE' THEN 'SHUTOFF' ELSE 'ACTIVE' END",
            'vm_state': "CASE vm_state WHEN 'active' THEN 'stopped' ELSE 'active' END",
            'power_state': "CASE power_state WHEN 'running' THEN 'shutdown' ELSE 'running' END"})
        replaced = self.copied({'name': ':name', 'hostname': ':name'})
        run = self.db.execute
        cloud, kind, collector = run(
            'SELECT cloud_id, kind_id, collector_id FROM resource WHERE id = ?', (self.own[1],)).fetchone()
        first, began = run('SELECT seq, started_at FROM snapshot ORDER BY seq DESC LIMIT 1').fetchone()
        last = first + polls
        own = {last - OWN_SPAN + 1 + turn * OWN_SPAN // OWN_CHANGES for turn in range(OWN_CHANGES)}
        total = run('SELECT resources FROM snapshot WHERE seq = ?', (first,)).fetchone()[0]
        run('BEGIN')
        for seq in range(first + 1, last + 1):
            began += 300_000
            run('INSERT INTO snapshot (seq, cloud_id, started_at, finished_at, resources, changes, chain) '
                'VALUES (?, ?, ?, ?, ?, ?, randomblob(32))',
                (seq, cloud, began, began + 4000, total, changes))
            chosen = self.dice.sample(range(len(self.alive)), changes)
            for turn, place in enumerate(chosen):
                is_own = turn == 0 and seq in own
                old, resource = self.own if is_own else self.alive[place]
                run('UPDATE nova_server_history SET valid_to = ? WHERE rowid = ?', (seq, old))
                given = {'seq': seq, 'old': old, 'resource': resource, 'host': self.dice.choice(self.hosts)}
                if is_own or turn % 10 < 6:
                    run(moved, given)
                elif turn % 10 < 9:
                    run(toggled, given)
                else:
                    self.resource += 1
                    given['resource'] = resource = self.resource
                    given['name'] = 'server-%d' % resource
                    run('INSERT INTO resource VALUES (?, ?, ?, ?, ?)',
                        (resource, cloud, kind, '%032x' % self.dice.getrandbits(128), collector))
                    run(replaced, given)
                self.rowid += 1
                if is_own:
                    self.own = (self.rowid, resource)
                else:
                    self.alive[place] = (self.rowid, resource)
        run('UPDATE collection_run SET last_seq = ? WHERE last_seq = ?', (last, first))
        run('COMMIT')
        run('PRAGMA wal_checkpoint(TRUNCATE)')
        versions = run('SELECT count(*) FROM nova_server_history').fetchone()[0]
        self.db.close()
        with open(self.path + '.json', 'w') as file:
            json.dump({'last': last, 'server': SERVER}, file)
        return {'servers': self.servers, 'last': last, 'versions': versions}
