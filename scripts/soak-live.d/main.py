"""The hour: a daemon, servers that come and go, faults, and what came of it.

main.py FOLDER MINUTES STATE-OF-OPENSTACK CEPH-CONF
"""
import itertools
import json
import os
import re
import subprocess
import sys
import time

from client import Client
from faults import Faults, wait_until
from report import Report
from tombo import Tombo
from verdict import INTERVAL, Verdict
from watch import Watch

SETTINGS = '''database: {folder}/soak.db
clouds:
  lab:
    openstack: {{cloud: lab, clouds_file: {clouds}}}
    ceph: {{conf: {conf}, user: client.tombo, librados: true}}
daemon: {{interval: {interval}s, jitter: 2s, listen: '127.0.0.1:0'}}
'''


class Soak:
    def __init__(self, folder, minutes, state, conf):
        self.report, self.folder = Report(), folder
        self.until = time.monotonic() + 60 * int(minutes)
        clouds = os.path.join(state, 'clouds.yaml')
        self.client = Client(folder, clouds, 'lab-user1')
        self.tombo = Tombo(os.path.join(folder, 'tombo'), folder, clouds, 'soak.db')
        self.faults = Faults(state, os.path.join(folder, 'testbed.log'))
        self.made, self.deleted, self.happened = [], [], []
        self.log = os.path.join(folder, 'daemon.log')
        settings = os.path.join(folder, 'tombo.yaml')
        with open(settings, 'w') as file:
            file.write(SETTINGS.format(folder=folder, clouds=clouds, conf=conf, interval=INTERVAL))
        with open(self.log, 'w') as log:
            self.daemon = subprocess.Popen([self.tombo.binary, 'daemon', '--config', settings], stderr=log)

    def run(self):
        try:
            return self.play()
        finally:
            if self.daemon.poll() is None:
                self.daemon.kill()

    def play(self):
        self.report.section('%d minutes' % ((self.until - time.monotonic()) / 60 + .5))
        found = []
        wait_until(lambda: found.extend(re.findall(r'listen=([0-9.:]+)', open(self.log).read())) or found, 'it', 30)
        self.watch = Watch(self.daemon.pid, 'http://' + found[0])
        self.complete(after=0)
        self.first = self.watch.newest()[0]
        with self.watch as watch:
            for number, fault in zip(itertools.count(1), itertools.cycle(self.faults.each())):
                self.come('soak-%d' % number)
                self.happen(*fault)
                if number > 1:
                    self.go('soak-%d' % (number - 1))
                if time.monotonic() > self.until:
                    break
            self.go('soak-%d' % number)
            self.complete(after=watch.newest()[0])
            cpu, memory = watch.cpu(), watch.memory
            with open(os.path.join(self.folder, 'watch.json'), 'w') as file:
                json.dump({'cpu': cpu, 'memory': memory, 'waits': watch.waits, 'failures': watch.failures}, file)
        self.daemon.terminate()
        self.report.equal(self.daemon.wait(60), 0, 'SIGTERM: it stops by itself')
        self.judge(watch, cpu, memory)
        return self.report.finish()

    def judge(self, watch, cpu, memory):
        self.report.section('what came of it')
        verdict = Verdict(self.report, self.tombo, self.log, self.happened)
        verdict.snapshots()
        verdict.servers(self.made, self.deleted)
        verdict.nothing_else_gone(self.first)
        verdict.answers(watch.waits, watch.failures)
        verdict.memory(memory)
        verdict.costs(cpu)
        verdict.whole()

    def complete(self, after):
        """Waits for a complete snapshot that began after a number was the newest."""
        def is_there():
            number, complete = self.watch.newest()
            return complete and number > after
        self.report.check(wait_until(is_there, 'a complete snapshot', 240), 'a complete snapshot follows')

    def come(self, name):
        """A server that a round sees."""
        self.client.text('server', 'create', '--flavor', 'm1.tiny', '--image', 'jammy-amd64', '--network', 'user1_net',
                         '--wait', name)
        self.made.append(name)
        self.report.note('%s %s made' % (time.strftime('%H:%M:%S'), name))
        self.complete(after=self.watch.newest()[0])

    def go(self, name):
        self.client.text('server', 'delete', '--wait', name)
        self.deleted.append(name)
        self.report.note('%s %s deleted' % (time.strftime('%H:%M:%S'), name))
        self.complete(after=self.watch.newest()[0])

    def happen(self, what, kinds, length, begin, end):
        self.report.note('%s %s' % (time.strftime('%H:%M:%S'), what))
        began, before = time.time(), self.watch.newest()[0]
        begin()
        time.sleep(length)
        end()
        self.happened.append((began, time.time(), what))
        self.complete(after=max(before, self.watch.newest()[0]))


if __name__ == '__main__':
    sys.exit(Soak(*sys.argv[1:]).run())
