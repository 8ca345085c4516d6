"""A cloud of many machines, units and OSDs on the loopback, collected by tombo: time, processor time, peak memory.

scale.py TOMBO [MACHINES [UNITS [OSDS]]]   (1000 3000 6000)

The machines of MAAS are the lab's, over and over with other names, in one document of some 30 MB.
"""
import copy
import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '../integration.d'))

import juju
import lab
import maas
import process
import serve

HERE = os.path.dirname(os.path.realpath(__file__))


def machines(count):
    found = []
    for number in range(count):
        one = copy.deepcopy(maas.machine(lab.NODES[0], 'tarefa-4'))
        one.update(system_id='%06x' % number, hostname='host%04d' % number, fqdn='host%04d.maas' % number)
        # What makes up most of a real record: ten interfaces more.
        for card in range(3, 13):
            one['interface_set'].append(
                {**one['interface_set'][0], 'id': 1000 * number + card, 'name': 'enp%ds0' % card,
                 'mac_address': '52:54:%02x:%02x:00:%02x' % (number >> 8, number & 255, card), 'links': []})
        found.append(one)
    return found


def status(hosts, units):
    document = juju.document('tarefa-4')
    machine, unit = document['machines']['0'], document['applications']['nova-compute']['units']['nova-compute/0']
    machine.pop('containers', None)
    document['machines'] = {
        str(n): {**machine, 'instance-id': '%06x' % n, 'hostname': 'host%04d' % n, 'display-name': 'host%04d' % n}
        for n in range(hosts)}
    application = document['applications']['nova-compute']
    application['units'] = {
        'nova-compute/%d' % n: {**unit, 'machine': str(n % hosts), 'subordinates': {}} for n in range(units)}
    document['applications'] = {'nova-compute': application}
    return document


def ceph(folder, hosts, osds):
    """The lab's answers, with many OSDs in those that are about them."""
    example = os.path.join(HERE, '../../Examples/lab/4-tarefa-4/ceph')
    for name in os.listdir(example):
        with open(os.path.join(example, name)) as file:
            body = json.load(file)['response']['body']
        if name == 'mon-osd-dump.json':
            body['osds'] = [{**body['osds'][0], 'osd': n, 'uuid': '%08d-0000-4000-8000-000000000000' % n}
                            for n in range(osds)]
        elif name == 'mon-osd-metadata.json':
            body = [{**body[0], 'id': n, 'hostname': 'host%04d' % (n % hosts)} for n in range(osds)]
        elif name == 'mgr-osd-df.json':
            body['nodes'] = [{**body['nodes'][0], 'id': n, 'name': 'osd.%d' % n} for n in range(osds)]
        elif name == 'mon-osd-tree.json':
            osd = next(node for node in body['nodes'] if node['id'] == 0)
            body['nodes'] = [
                {'id': -1, 'name': 'default', 'type': 'root', 'type_id': 11, 'children': [-n - 2 for n in range(hosts)]},
                *({'id': -n - 2, 'name': 'host%04d' % n, 'type': 'host', 'type_id': 1,
                   'children': list(range(n, osds, hosts))} for n in range(hosts)),
                *({**osd, 'id': n, 'name': 'osd.%d' % n} for n in range(osds))]
        with open(os.path.join(folder, name), 'w') as file:
            json.dump(body, file)


def main(tombo, hosts=1000, units=3000, osds=6000):
    folder = tempfile.mkdtemp()
    os.mkdir(os.path.join(folder, 'ceph'))
    ceph(os.path.join(folder, 'ceph'), hosts, osds)
    with open(os.path.join(folder, 'status.json'), 'w') as file:
        json.dump(status(hosts, units), file)
    server = serve.start_maas('tarefa-4')
    documents = server.RequestHandlerClass.documents
    documents['machines/'] = machines(hosts)
    size = len(json.dumps(documents['machines/'], indent=4))
    with open(os.path.join(folder, 'key'), 'w') as file:
        file.write(':'.join(serve.KEY))
    with open(os.path.join(folder, 'tombo.yaml'), 'w') as file:
        json.dump({'clouds': {'lab': {
            'maas': {'url': 'http://127.0.0.1:%d/MAAS' % server.server_port, 'api_key_file': 'key'},
            'juju': {'file': 'status.json'},
            'ceph': {'command': [sys.executable, '-B', os.path.join(HERE, 'cephcommand.py'), 'ceph']}}}}, file)
    print('MAAS: %d machines, %.1f MB; Juju: %d units, %.1f MB; Ceph: %d OSDs, %.1f MB' % (
        hosts, size / 1e6, units, os.path.getsize(os.path.join(folder, 'status.json')) / 1e6, osds,
        sum(entry.stat().st_size for entry in os.scandir(os.path.join(folder, 'ceph'))) / 1e6))

    def run(*words):
        return process.run(
            [os.path.realpath(tombo), *words, '--config', 'tombo.yaml', '--db', 'scale.db'],
            process.environment(folder), cwd=folder)

    failed = False
    for source in ([], [], ['--source', 'maas'], ['--source', 'juju'], ['--source', 'ceph']):
        done = run('collect', '-f', 'json', *source)
        saved = json.loads(run('snapshots', '-f', 'json').out)['rows'][-1]
        changes = saved['changes']
        failed = failed or done.status != 0 or saved['resources'] < 14 * hosts + units + osds
        print('collect %-14s status %d, %5.2f s, %5.2f s of it CPU, peak %5.1f MB, %d changes' % (
            ' '.join(source), done.status, done.seconds, done.cpu_seconds, done.peak_kib / 1024, changes))
    for words in (['where', 'osd/4321'], ['hosts', 'host0042'], ['hosts'], ['impact', 'host0042'], ['status']):
        done = run(*words, '-f', 'json')
        failed = failed or done.status != 0
        print('%-20s status %d, %5.3f s, peak %5.1f MB' % (
            ' '.join(words), done.status, done.seconds, done.peak_kib / 1024))
    return failed


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
