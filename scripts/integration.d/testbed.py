"""The real OpenStack of scripts/testbed-openstack: its stages, and its Nova API taken away and given back."""
import os
import signal
import socket
import time

from process import run

NOVA_PORT = 8774
STAGES = ('tarefa-1', 'tarefa-2', 'tarefa-3', 'tarefa-4-before', 'tarefa-4', 'ops')


class Testbed:
    def __init__(self, script, state, log, report):
        self.script = script
        self.state = state
        self.log = log
        self.report = report
        self.clouds = os.path.join(state, 'clouds.yaml')

    def call(self, *arguments, **variables):
        """Its output goes to a log: a stage writes much that is of use only when it breaks."""
        result = run([self.script, *arguments], {**os.environ, **variables})
        with open(self.log, 'a') as log:
            log.write('$ testbed-openstack %s\n%s%s' % (' '.join(arguments), result.out, result.err))
        if result.status:
            raise SystemExit('Error: `testbed-openstack %s` failed:\n%s\nHint: Read %s.' % (
                ' '.join(arguments), result.err.strip()[-2000:], self.log))
        self.report.note('testbed-openstack %s: %d s' % (' '.join(arguments), result.seconds))

    def played(self):
        folder = os.path.join(self.state, 'run/story')
        there = set(os.listdir(folder)) if os.path.isdir(folder) else set()
        return [stage for stage in STAGES if stage in there]

    def nova_api(self):
        """Its process, which is its process group too; found by its own pid file and the start time in it."""
        with open(os.path.join(self.state, 'run/nova-api.pid')) as file:
            pid, started = file.read().split()
        with open('/proc/%s/stat' % pid) as file:
            if file.read().rsplit(')', 1)[1].split()[19] != started:
                raise SystemExit('Error: The testbed\'s nova-api does not run.\nHint: Run `testbed-openstack up`.')
        return int(pid)

    def stop_nova_api(self):
        os.killpg(self.nova_api(), signal.SIGTERM)
        wait_until(lambda: not is_open(NOVA_PORT), 'nova-api still answers after SIGTERM')

    def hold_nova_api(self):
        """It takes connections, for the kernel does that, and never answers."""
        os.killpg(self.nova_api(), signal.SIGSTOP)

    def release_nova_api(self):
        os.killpg(self.nova_api(), signal.SIGCONT)

    def start_nova_api(self, page=None):
        """`up` starts what does not run, with a configuration written anew."""
        self.call('up', **({'TOMBO_TESTBED_NOVA_PAGE': str(page)} if page else {}))


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(('127.0.0.1', port)) == 0


def wait_until(holds, complaint, seconds=120):
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise SystemExit('Error: %s (%d s).' % (complaint, seconds))
        time.sleep(.2)
