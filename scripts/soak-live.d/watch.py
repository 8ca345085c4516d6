"""Looks at the daemon all the while: its memory, its processor time, and how long its answers take."""
import json
import os
import threading
import time
import urllib.error
import urllib.request

PATHS = ('/metrics', '/readyz', '/api/v1/where?resources=server/lb', '/api/v1/capacity', '/api/v1/status')


class Watch:
    def __init__(self, pid, url):
        self.pid, self.url = pid, url
        self.memory, self.failures, self.waits = [], [], []
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self.ask, daemon=True), threading.Thread(target=self.look, daemon=True)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for thread in self.threads:
            thread.join(15)

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return answer.read()

    def newest(self):
        """The newest snapshot, and whether it is complete; 0 while there is none."""
        try:
            row = json.loads(self.get('/api/v1/status'))['rows'][0]
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return 0, False
            raise
        return row['snapshot'], row['complete']

    def ask(self):
        while not self.stopped.wait(2):
            for path in PATHS:
                began = time.perf_counter()
                try:
                    self.get(path)
                    self.waits.append((time.perf_counter() - began, path))
                except OSError as error:
                    self.failures.append('%s %s: %s' % (time.strftime('%H:%M:%S'), path, error))

    def look(self):
        while not self.stopped.wait(15):
            self.memory.append((time.monotonic(), self.resident()))

    def resident(self):
        """KiB."""
        with open('/proc/%d/status' % self.pid) as status:
            return next(int(line.split()[1]) for line in status if line.startswith('VmRSS'))

    def cpu(self):
        """Seconds of processor time since it was started."""
        with open('/proc/%d/stat' % self.pid) as stat:
            fields = stat.read().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')
