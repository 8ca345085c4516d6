"""Adds what MAAS, Juju, Ceph and Vault say of the lab to the recordings of its stages.

record.py TOMBO EXAMPLES

TOMBO collects from stand-ins on the loopback, and of Ceph from scripts/testbed-ceph, which is made anew and needs
root. EXAMPLES is a folder with 1-tarefa-1 and so on, whose recordings of OpenStack stay as they are.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime

import ceph
import lab
import serve

PORTS = {'maas': 5240, 'vault': 8200}
SOURCES = ('maas', 'juju', 'ceph', 'vault')
HERE = os.path.dirname(os.path.realpath(__file__))
CONFIGURATION = '''clouds:
  lab:
    maas: {url: "http://127.0.0.1:%d/MAAS", api_key_file: key}
    juju:
      command: [%s, "-B", %s, %s]
      controller: maas-controller
      models: [openstack, controller]
      options: {ceph-osd: [osd-devices]}
    ceph: {conf: %s, user: client.tombo}
    vault: {addresses: ["http://127.0.0.1:%d"]}
'''


def moments(examples):
    """When each stage was recorded: what happened between two of them happened between these."""
    found = {}
    for number, stage in enumerate(lab.STAGES, 1):
        with open(os.path.join(examples, '%d-%s' % (number, stage), 'recording.json')) as file:
            found[stage] = datetime.fromisoformat(json.load(file)['started_at'].replace('Z', '+00:00'))
    return found


def record(tombo, stage, conf, folder, moments):
    maas = serve.start_maas(stage, PORTS['maas'], moments)
    vault = serve.start_vault(PORTS['vault'])
    try:
        with open(os.path.join(folder, 'key'), 'w') as file:
            file.write(':'.join(serve.KEY))
        with open(os.path.join(folder, 'tombo.yaml'), 'w') as file:
            file.write(CONFIGURATION % (
                PORTS['maas'], sys.executable, os.path.join(HERE, 'command.py'), stage, conf, PORTS['vault']))
        subprocess.run(
            [tombo, 'collect', '--config', 'tombo.yaml', '--db', 'lab.db', '--record', 'recording'],
            cwd=folder, check=True)
    finally:
        for server in (maas, vault):
            server.shutdown()
            server.server_close()
    recording = os.path.join(folder, 'recording')
    with open(os.path.join(recording, 'ceph', 'mon-osd-tree.json')) as file:
        nodes = json.load(file)['response']['body']['nodes']
    osds = {child: node['name'] for node in nodes if node['type'] == 'host' for child in node['children']}
    ceph.settled(recording, osds)
    return recording


def add(recording, example):
    manifest = os.path.join(example, 'recording.json')
    with open(manifest) as file:
        whole = json.load(file)
    with open(os.path.join(recording, 'recording.json')) as file:
        added = json.load(file)['sources']
    whole['sources'] = [one for one in whole['sources'] if one['name'] not in SOURCES] + [
        one for one in added if one['name'] in SOURCES]
    for name in SOURCES:
        target = os.path.join(example, name)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(os.path.join(recording, name), target)
    with open(manifest, 'w') as file:
        json.dump(whole, file, indent=2, ensure_ascii=False)
        file.write('\n')
    subprocess.run(['chmod', '-R', 'go+rX', example], check=True)


def main(tombo, examples):
    cluster = ceph.Cluster()
    for number, stage in enumerate(lab.STAGES, 1):
        example = os.path.join(examples, '%d-%s' % (number, stage))
        cluster.play(stage, example)
        with tempfile.TemporaryDirectory() as folder:
            add(record(os.path.realpath(tombo), stage, cluster.conf, folder, moments(examples)), example)
        print('%s: %s recorded' % (stage, ', '.join(SOURCES)))


if __name__ == '__main__':
    main(*sys.argv[1:])
