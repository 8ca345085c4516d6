"""Runs a program and measures it: wall, processor time, memory at its peak."""
import os
import sys
import time
from collections import namedtuple

Run = namedtuple('Run', 'wall cpu peak status output')


def run(command, environment, folder, allowed=(0,)):
    """One run; its standard output as text. What the program writes to standard error is shown when it fails."""
    out, err = os.path.join(folder, 'out'), os.path.join(folder, 'err')
    flags = os.O_CREAT | os.O_TRUNC | os.O_WRONLY
    actions = [(os.POSIX_SPAWN_OPEN, 1, out, flags, 0o600), (os.POSIX_SPAWN_OPEN, 2, err, flags, 0o600)]
    started = time.perf_counter()
    pid = os.posix_spawn(command[0], command, environment, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - started
    status = os.waitstatus_to_exitcode(status)
    if status not in allowed:
        with open(err) as file:
            sys.exit('Error: %s ended with status %d:\n%s' % (' '.join(command), status, file.read()[-2000:]))
    with open(out) as file:
        # The kernel counts KiB.
        return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, status, file.read())


def best(runs, what):
    return min(getattr(run, what) for run in runs)


def seconds(number):
    return '%.2f s' % number if number >= 1 else '%.0f ms' % (number * 1e3)


def megabytes(number):
    return '%.0f MB' % (number / 1e6)


def table(lines):
    """Words to the left, figures to the right, a rule under the heading."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    lines = lines[:1] + [tuple('-' * width for width in widths)] + lines[1:]
    return '\n'.join('  '.join(
        cell.ljust(width) if column == 0 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(line, widths))).rstrip() for line in lines)
