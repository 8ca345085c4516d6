"""What a live Ceph says of itself by its own commands, put as tombo's rows ought to be.

Asked with client.admin, one process a command, and worked out here once more: nothing of tombo's is used.
"""
import json
import subprocess

TIB = 1 << 40


class CephClient:
    def __init__(self, conf):
        self.conf = conf
        self.calls = 0

    def raw(self, *words, program='ceph'):
        return self.tool(program, '-c', self.conf, *words)

    def tool(self, program, *words):
        """A program of Ceph's that needs no cluster, or is told which."""
        self.calls += 1
        done = subprocess.run(
            ['timeout', '-k', '2', '60', program, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise RuntimeError('%s %s: %s' % (program, ' '.join(words), done.stderr[-300:]))
        return done.stdout

    def ask(self, *words, program='ceph'):
        return json.loads(self.raw(*words, '--format', 'json', program=program))

    def wait(self, what, holds, seconds=120):
        import time
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if holds():
                    return True
            except (RuntimeError, ValueError, KeyError):
                pass
            time.sleep(1)
        raise SystemExit('Error: waited %d s in vain for %s.' % (seconds, what))

    # Rows by name, the columns that are compared.

    def osds(self):
        metadata = {entry['id']: entry for entry in self.ask('osd', 'metadata')}
        usage = {entry['id']: entry for entry in self.ask('osd', 'df')['nodes']}
        rows = {}
        for osd in self.ask('osd', 'dump')['osds']:
            number = osd['osd']
            where = self.ask('osd', 'find', str(number))
            its = metadata.get(number, {})
            counted = osd['up'] and osd['in'] and usage[number]['kb'] > 0
            rows['osd.%d' % number] = {
                'uuid': osd['uuid'], 'osd_id': number, 'is_up': bool(osd['up']), 'is_in': bool(osd['in']),
                'host': where['crush_location'].get('host'), 'hostname': its.get('hostname'),
                'version': its.get('ceph_version_short'), 'up_from': osd['up_from'],
                'size_bytes': int(its['bluestore_bdev_size']) if 'bluestore_bdev_size' in its else None,
                'device_ids': sorted(part.split('=')[-1] for part in its.get('device_ids', '').split(',') if part),
                'used_bytes': usage[number]['kb_used'] * 1024 if counted else None}
        return rows

    def monitors(self):
        quorum = self.ask('quorum_status')
        return {mon['name']: {'rank': mon['rank'], 'in_quorum': mon['name'] in quorum['quorum_names']}
                for mon in quorum['monmap']['mons']}

    def hosts(self):
        dump = self.ask('osd', 'crush', 'dump')
        return {bucket['name']: {
            'osds': len(bucket['items']), 'crush_weight': round(sum(item['weight'] for item in bucket['items']) / 65536, 4)}
            for bucket in dump['buckets'] if bucket['type_name'] == 'host' and '~' not in bucket['name']}

    def pools(self):
        figures = {pool['id']: pool['stats'] for pool in self.ask('df', 'detail')['pools']}
        rules = {rule['rule_id']: rule for rule in self.ask('osd', 'crush', 'rule', 'dump')}
        rows = {}
        for pool in self.ask('osd', 'pool', 'ls', 'detail'):
            domain = [step['type'] for step in rules[pool['crush_rule']]['steps'] if 'type' in step][0]
            rows[pool['pool_name']] = {
                'pool_id': pool['pool_id'], 'size': pool['size'], 'min_size': pool['min_size'], 'failure_domain': domain,
                'pg_num': pool['pg_num'], 'applications': sorted(pool['application_metadata']),
                'used_bytes': figures[pool['pool_id']]['bytes_used'],
                'stored_bytes': round(figures[pool['pool_id']]['stored_raw'] / pool['size'])}
        return rows

    def images(self):
        rows = {}
        for pool in ('cinder-ceph', 'glance', 'vms'):
            for image in self.ask('ls', '-p', pool, program='rbd'):
                info = self.ask('info', '%s/%s' % (pool, image), program='rbd')
                parent = info.get('parent')
                snapshots = self.ask('snap', 'ls', '%s/%s' % (pool, image), program='rbd')
                rows[image] = {
                    'id': '%s/%s' % (pool, image), 'size_bytes': info['size'], 'image_id': info['id'],
                    'parent': '%s/%s' % (parent['pool'], parent['image']) if parent else None,
                    'snapshots': sorted(snapshot['name'] for snapshot in snapshots)}
        return rows

    def checks(self):
        return {code: {'severity': check['severity'], 'muted': check.get('muted', False)}
                for code, check in self.ask('health', 'detail')['checks'].items()}

    def managers(self):
        dump = self.ask('mgr', 'dump')
        names = [standby['name'] for standby in dump['standbys']]
        rows = {name: {'active': False} for name in names}
        if dump['active_name']:
            rows[dump['active_name']] = {'active': dump['available']}
        return rows

    def gateways(self):
        daemons = self.ask('service', 'dump')['services'].get('rgw', {'daemons': {}})['daemons']
        return {daemon['metadata']['id']: {'hostname': daemon['metadata']['hostname']}
                for daemon in daemons.values() if isinstance(daemon, dict)}

    def cluster(self):
        dump, status, room = self.ask('osd', 'dump'), self.ask('status'), self.ask('df')
        return {dump['fsid']: {
            'health': status['health']['status'], 'flags': sorted(dump['flags_set']),
            'nearfull_ratio': round(dump['nearfull_ratio'], 4), 'full_ratio': round(dump['full_ratio'], 4),
            'bytes_total': room['stats']['total_bytes'], 'bytes_used': room['stats']['total_used_raw_bytes'],
            'pgs': status['pgmap']['num_pgs']}}

    def everything(self):
        return {
            'ceph_cluster': self.cluster(), 'ceph_health_check': self.checks(), 'ceph_mon': self.monitors(),
            'ceph_mgr': self.managers(), 'ceph_host': self.hosts(), 'ceph_osd': self.osds(),
            'ceph_pool': self.pools(), 'ceph_rbd_image': self.images(), 'ceph_rgw': self.gateways()}
