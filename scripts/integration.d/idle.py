"""Polls a running cloud in which nothing happens, for as long as one likes: nothing may be written as a change.

idle.py BINARY STATE-FOLDER OUTPUT-FOLDER MINUTES SECONDS-BETWEEN
"""
import os
import sys
import time

from polls import copy
from report import Report
from tombo import Tombo, cost


def main(binary, state, folder, minutes, pause):
    report = Report()
    tombo = Tombo(binary, folder, os.path.join(state, 'clouds.yaml'), 'idle.db')
    report.section('an unchanged cloud, for %s minutes' % minutes)
    began, polls, bad, peaks, seconds = time.monotonic(), 0, [], [], []
    while time.monotonic() - began < float(minutes) * 60:
        poll = tombo.collect()
        polls += 1
        newest = tombo.snapshots()[-1]
        peaks.append(poll.peak_kib)
        seconds.append(poll.seconds)
        if poll.status or (polls > 1 and newest['changes']):
            bad += ['#%d: status %d, %d changes' % (newest['seq'], poll.status, newest['changes']), poll.err.strip(),
                    *(str(row) for row in tombo.diff().rows)]
        time.sleep(float(pause))
    requests, size = cost(poll)
    report.note('%d polls in %d minutes; a poll takes %.2f s in the median (%.2f to %.2f), %d requests, %d bytes, '
                'peak memory %.1f MiB' % (polls, (time.monotonic() - began) / 60, sorted(seconds)[polls // 2],
                                          min(seconds), max(seconds), requests, size, max(peaks) / 1024))
    report.note('the database has %d bytes, %d resources' % (
        copy(tombo.database, os.path.join(folder, 'idle-copy.db')), newest['resources']))
    report.check(not bad, '%d polls of an unchanged cloud: 0 changes in each' % polls, *bad)
    return report.finish()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
