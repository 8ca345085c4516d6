"""The lab's Ceph: scripts/testbed-ceph with what OpenStack's recordings say is in it, under the lab's addresses.

Its daemons are real and on one loopback. What a recording of them says of this machine (addresses, disks, kernel,
paths) is put as the lab's machines would have it; sizes, states, maps and figures stay as Ceph gave them.
"""
import glob
import json
import os
import re
import subprocess
import time

import lab

SCRIPT = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), 'testbed-ceph')
GIB = 1 << 30
MADE = '2026-11-20T'
MACHINE = {
    'cpu': 'Intel(R) Xeon(R) CPU E5-2620 v4 @ 2.10GHz', 'kernel_version': '5.15.0-91-generic',
    'kernel_description': '#101-Ubuntu SMP', 'distro': 'ubuntu', 'distro_version': '22.04',
    'distro_description': 'Ubuntu 22.04.4 LTS', 'mem_swap_kb': '0',
}


def testbed(*words):
    done = subprocess.run([SCRIPT, *words], check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.split('\n')[-2] if done.stdout else ''


def answers(example, name, key):
    """What the pages of a listing of OpenStack's hold."""
    found = []
    for path in sorted(glob.glob(os.path.join(example, 'openstack', name))):
        with open(path) as file:
            found += json.load(file)['response']['body'].get(key, [])
    return found


class Cluster:
    """A cluster that is made anew, and gets what each stage has."""

    def __init__(self):
        self.conf = testbed('up', '--fresh')
        self.made = set()

    def play(self, stage, example):
        for node in lab.NODES:
            if 'storage' in node.tags and node.is_deployed(stage):
                testbed('addosd', node.name, '20G')
        images = answers(example, 'get-9292-v2-images-visibility-all-limit-*.json', 'images')
        for image in images:
            self.make('image', image['id'], image['size'])
        for server in answers(example, 'get-8774-v2.1-servers-detail-all_tenants-1-compute-*.json', 'servers'):
            if server['image']:
                self.make('disk', server['id'], server['flavor']['disk'] * GIB, server['image']['id'])
        for volume in answers(example, 'get-8776-v3-*-volumes-detail-all_tenants-1-*.json', 'volumes'):
            self.make('volume', volume['id'], volume['size'] * GIB)
        # It is healthy at first, and then tells of the placement groups that move.
        time.sleep(10)
        testbed('up')
        time.sleep(6)

    def make(self, what, identity, size, *more):
        if identity not in self.made:
            self.made.add(identity)
            testbed(what, identity, str(max(1, -(-size // GIB))), *more)


def hosts():
    """Address and memory of each host by name."""
    found = {node.name: (node.address, node.memory_mib) for node in lab.NODES}
    for container in lab.containers():
        found[container.hostname] = (container.address, lab.host_of(container).memory_mib)
    return found


def settled(recording, osds):
    """A recording of the testbed's as one of the lab's. `osds`: the host of each by number."""
    known = hosts()

    def at(node, host):
        """The part of an answer that is about a daemon on a host, in place."""
        if host not in known:
            return
        address, memory = known[host]
        if 'kernel_version' in node:
            node.update({key: value for key, value in MACHINE.items() if key in node}, mem_total_kb=str(memory * 1024))
            if not node.pop('osd_data', None) and 'devices' in node:
                node['devices'] = 'sda'
        text = re.sub(r'loop\d+', 'sdb', json.dumps(node).replace('127.0.0.1', address))
        node.clear()
        node.update(json.loads(text))

    def body(name):
        with open(os.path.join(recording, 'ceph', name)) as file:
            # The cluster is older than the stages.
            exchange = json.loads(file.read().replace(time.strftime('%Y-%m-%dT', time.gmtime()), MADE))
        return exchange, exchange['response']['body']

    def write(name, exchange):
        with open(os.path.join(recording, 'ceph', name), 'w') as file:
            json.dump(exchange, file, indent=2, ensure_ascii=False)
            file.write('\n')

    for daemon in ('osd', 'mon', 'mgr'):
        exchange, entries = body('mon-%s-metadata.json' % daemon)
        for entry in entries:
            at(entry, entry.get('hostname'))
        write('mon-%s-metadata.json' % daemon, exchange)
    exchange, map_ = body('mon-osd-dump.json')
    for osd in map_['osds']:
        at(osd, osds.get(osd['osd']))
    for entry in map_['osd_xinfo']:
        at(entry, osds.get(entry['osd']))
    write('mon-osd-dump.json', exchange)
    exchange, map_ = body('mon-mon-dump.json')
    for monitor in map_['mons']:
        at(monitor, monitor['name'])
    write('mon-mon-dump.json', exchange)
    exchange, map_ = body('mon-mgr-dump.json')
    # What every module could be told: 500 KB that nobody reads.
    map_['available_modules'] = []
    at(map_, map_['active_name'])
    write('mon-mgr-dump.json', exchange)
    exchange, status = body('mon-status.json')
    for daemon in status['servicemap']['services'].get('rgw', {'daemons': {}})['daemons'].values():
        if isinstance(daemon, dict):
            at(daemon['metadata'], daemon['metadata']['hostname'])
            at(daemon, daemon['metadata']['hostname'])
    write('mon-status.json', exchange)
