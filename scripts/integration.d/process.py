"""Runs commands: in a clean environment, measured, with all they wrote."""
import json
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass

PATH = '/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin'


@dataclass
class Result:
    command: list
    status: int
    out: str
    err: str
    seconds: float
    cpu_seconds: float
    peak_kib: int

    @property
    def json(self):
        try:
            return json.loads(self.out)
        except ValueError:
            raise SystemExit('Error: `%s` (status %d) wrote no JSON:\n%s%s' % (
                ' '.join(self.command), self.status, self.out[:2000], self.err[:2000]))

    @property
    def rows(self):
        return self.json['rows']


def environment(home, **more):
    """Nothing of the caller's: no proxy, no OS_* variable, no locale."""
    return {'PATH': PATH, 'HOME': home, 'LANG': 'C.UTF-8', 'TZ': 'UTC', **more}


def run(command, env, cwd=None):
    """Waits for the command. Peak memory is VmHWM, read while it runs: what
    wait4 reports begins with this Python's own pages."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen(command, env=env, cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        peak = 0
        while True:
            peak = max(peak, high_water(child.pid))
            pid, wait_status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(.003)
        child.returncode = os.waitstatus_to_exitcode(wait_status)
        seconds = time.monotonic() - started
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode('utf-8', 'replace'))
    return Result(command, child.returncode, *texts, seconds, usage.ru_utime + usage.ru_stime, peak)


def high_water(pid):
    try:
        with open('/proc/%d/status' % pid) as status:
            for line in status:
                if line.startswith('VmHWM'):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0
