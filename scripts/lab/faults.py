"""One poll with each source in turn dead, hung, slow, or answering rubbish: how long it takes, how it ends, and what
becomes of what was known.

faults.py TOMBO CLOUDS_YAML

OpenStack is the real one of CLOUDS_YAML, cloud `lab`, behind a small proxy that can fail; MAAS, Juju, Ceph and Vault
are the stand-ins of the lab.
"""
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time

import serve

HERE = os.path.dirname(os.path.realpath(__file__))
DEADLINE = 15
FAULTS = ('dead', 'hung', 'slow', 'rubbish')


class Gate:
    """Stands before a server on the loopback, and does what it is told: pass, dead, hung, slow, rubbish."""

    def __init__(self, target):
        self.target = target
        self.mode = 'pass'
        self.socket = socket.create_server(('127.0.0.1', 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.socket.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            if self.mode == 'dead':
                return client.close()
            if self.mode == 'hung':
                return time.sleep(120)
            if self.mode == 'rubbish':
                client.recv(65536)
                client.sendall(b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<html>no</html>')
                return client.close()
            server = socket.create_connection(('127.0.0.1', self.target))
            threading.Thread(target=self.pump, args=(client, server, 0), daemon=True).start()
            self.pump(server, client, .3 if self.mode == 'slow' else 0)
        except OSError:
            client.close()

    @staticmethod
    def pump(source, sink, delay):
        try:
            while data := source.recv(65536):
                time.sleep(delay)
                sink.sendall(data)
        except OSError:
            pass
        finally:
            for end in (source, sink):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


def command(name, mode):
    """A prefix for juju or ceph that fails as it is told."""
    inner = [sys.executable, '-B', os.path.join(HERE, 'command.py'), 'tarefa-4']
    if name == 'ceph':
        inner = [sys.executable, '-B', os.path.join(HERE, 'cephcommand.py'),
                 os.path.join(HERE, '../../Examples/lab/4-tarefa-4/ceph')]
    if mode == 'pass':
        return inner
    script = {'dead': 'exit 127', 'hung': 'trap "" TERM; sleep 600', 'slow': 'sleep 3; exec "$@"',
              'rubbish': 'echo "<html>no</html>"'}[mode]
    return ['sh', '-c', script, 'sh', *inner]


def main(tombo, clouds):
    folder = tempfile.mkdtemp()
    with open(clouds) as file:
        text = file.read()
    keystone = Gate(int(re.search(r'auth_url: "?http://127\.0\.0\.1:(\d+)', text)[1]))
    with open(os.open(os.path.join(folder, 'clouds.yaml'), os.O_WRONLY | os.O_CREAT, 0o600), 'w') as file:
        file.write(re.sub(r'http://127\.0\.0\.1:%d' % keystone.target, 'http://127.0.0.1:%d' % keystone.port, text))
    maas, vault = Gate(serve.start_maas('tarefa-4').server_port), Gate(serve.start_vault().server_port)
    gates = {'openstack': keystone, 'maas': maas, 'vault': vault}
    with open(os.path.join(folder, 'key'), 'w') as file:
        file.write(':'.join(serve.KEY))

    def run(*words):
        began = time.monotonic()
        done = subprocess.run(
            [tombo, *words, '--config', 'tombo.yaml', '--db', 'lab.db'], cwd=folder, capture_output=True, text=True,
            env={**os.environ, 'OS_CLIENT_CONFIG_FILE': os.path.join(folder, 'clouds.yaml')})
        return done, time.monotonic() - began

    def collect(**faults):
        with open(os.path.join(folder, 'tombo.yaml'), 'w') as file:
            file.write(json.dumps({'clouds': {'lab': {
                'openstack': {'cloud': 'lab', 'clouds_file': 'clouds.yaml'},
                'maas': {'url': 'http://127.0.0.1:%d/MAAS' % maas.port, 'api_key_file': 'key'},
                'juju': {'command': command('juju', faults.get('juju', 'pass')), 'models': ['openstack', 'controller']},
                'ceph': {'command': command('ceph', faults.get('ceph', 'pass'))},
                'vault': {'addresses': ['http://127.0.0.1:%d' % vault.port]}}}}))
        return run('collect', '--deadline', str(DEADLINE), '-f', 'json')

    def newest():
        return json.loads(run('snapshots', '-f', 'json')[0].stdout)['rows'][-1]

    done, seconds = collect()
    whole = newest()
    print('all well: %.1f s, status %d, %d resources, %s' % (seconds, done.returncode, whole['resources'], ' '.join(
        '%s=%s' % one for one in sorted(whole['sources'].items()))))
    if not whole['complete']:
        sys.exit(done.stderr)
    done, seconds = collect()
    print('again: %.1f s, %d changes' % (seconds, newest()['changes']))
    failed = newest()['changes'] != 0
    for source in ('openstack', 'maas', 'juju', 'ceph', 'vault'):
        for fault in FAULTS:
            if source in gates:
                gates[source].mode = fault
            done, seconds = collect(**({} if source in gates else {source: fault}))
            if source in gates:
                gates[source].mode = 'pass'
            now = newest()
            others = {name: how for name, how in now['sources'].items() if name != source}
            good = now['resources'] == whole['resources'] and now['changes'] == 0 and seconds < DEADLINE + 10 \
                and all(how == 'complete' for how in others.values())
            failed = failed or not good
            print('%-4s %-9s %-7s %5.1f s, status %d, %s=%s, others %s, %d of %d resources, %d changes' % (
                'ok' if good else 'FAIL', source, fault, seconds, done.returncode, source, now['sources'][source],
                '/'.join(sorted(set(others.values()))), now['resources'], whole['resources'], now['changes']))
    done, seconds = collect()
    print('all well again: %.1f s, status %d, %d changes' % (seconds, done.returncode, newest()['changes']))
    return failed or newest()['changes'] != 0 or done.returncode != 0


if __name__ == '__main__':
    sys.exit(main(os.path.realpath(sys.argv[1]), sys.argv[2]))
