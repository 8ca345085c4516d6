"""Start-up: how long whole processes take, one after the other in turn."""
import os
import sys
import time

PYTHON = os.path.realpath(sys.executable)
NULL = os.open(os.devnull, os.O_RDWR)
QUIET = [(os.POSIX_SPAWN_DUP2, NULL, 0), (os.POSIX_SPAWN_DUP2, NULL, 1), (os.POSIX_SPAWN_DUP2, NULL, 2)]


def run(command):
    """Seconds from start to end, and those of the processors, of one process."""
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=QUIET)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit('Error: %s ended with status %d.' % (' '.join(command), os.waitstatus_to_exitcode(status)))
    return wall, usage.ru_utime + usage.ru_stime


def in_turn(commands, runs):
    """The times of each command: all of them once, then all again, so that a busy moment hits them alike."""
    times = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            measured = run(command)
            if turn > 0:
                times[name].append(measured)
    return times
