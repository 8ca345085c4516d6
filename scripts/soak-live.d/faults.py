"""What happens to the services of both testbeds: each fault begins, lasts, and is over."""
import os
import signal
import subprocess
import time

OPENSTACK, CEPH = 'scripts/testbed-openstack', 'scripts/testbed-ceph'


class Faults:
    def __init__(self, state, log):
        self.state, self.log = state, log

    def each(self):
        """(what, kinds whose source it takes away, seconds, begin, end)"""
        return [
            self.hang('nova-api', 'nova_', 130), self.kill('neutron-server', 'neutron_', 80),
            self.ceph('stop', 'start', ['osd.node3'], 75), self.hang('placement', 'placement_', 70),
            self.kill('cinder-api', 'cinder_', 70), self.ceph('hang', 'wake', ['mon.0', 'mon.1', 'mon.2'], 75),
            self.hang('keystone', 'keystone_', 70), self.kill('glance-api', 'glance_', 70),
            self.ceph('stop', 'start', ['mgr.0'], 90), self.kill('nova-api', 'nova_', 70),
            self.kill('placement', 'placement_', 70), self.kill('keystone', 'keystone_', 70)]

    def group(self, name):
        """The process group of a service; found by its own pid file and the start time in it."""
        with open(os.path.join(self.state, 'run', name + '.pid')) as file:
            pid, started = file.read().split()
        with open('/proc/%s/stat' % pid) as file:
            if file.read().rsplit(')', 1)[1].split()[19] != started:
                raise SystemExit('Error: The testbed\'s %s does not run.' % name)
        return int(pid)

    def call(self, script, *words):
        with open(self.log, 'a') as log:
            subprocess.run([script, *words], stdout=log, stderr=log, check=True)

    def hang(self, name, kinds, seconds):
        return ('%s hangs for %d s' % (name, seconds), kinds, seconds,
                lambda: os.killpg(self.group(name), signal.SIGSTOP), lambda: os.killpg(self.group(name), signal.SIGCONT))

    def kill(self, name, kinds, seconds):
        return ('%s is ended, and started after %d s' % (name, seconds), kinds, seconds,
                lambda: os.killpg(self.group(name), signal.SIGKILL), lambda: self.call(OPENSTACK, 'up'))

    def ceph(self, begin, end, names, seconds):
        return ('Ceph: %s %s, and after %d s %s' % (begin, ' '.join(names), seconds, end), 'ceph_', seconds,
                lambda: self.call(CEPH, begin, *names), lambda: self.call(CEPH, end, *names))


def wait_until(holds, what, seconds):
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(1)
    return True
