"""Each fault, one after the other, on the real cloud."""
import json
import os
import re
import signal
import subprocess
import time

from faults import NOVA, OTHERS
from process import environment
from polls import copy
from testbed import wait_until
from tombo import KINDS, outcomes

DEADLINE = 15


def logins(report, faults):
    report.section('fault: wrong password')
    collect = faults.collect('wrong-password', 4, clouds=faults.clouds(
        'wrong-password', r'password: .*', 'password: not-the-password'))
    faults.outcomes_are(collect, KINDS, [])
    report.check('Hint: ' in collect.err, 'a hint says what to do', collect.err)
    faults.incomplete('failed', KINDS)
    faults.recovered()
    for name, login in (('member', 'lab-user1'), ('reader', 'lab-reader')):
        report.section('fault: role %s instead of admin' % name)
        collect = faults.collect(name, 3, clouds=faults.login(login))
        report.check('complete' not in outcomes(collect).values(), 'no kind is believed whole', outcomes(collect))
        reasons = [row['reason'] for row in collect.rows if row['outcome'] == 'partial']
        report.check(reasons and all('role admin' in reason for reason in reasons),
                     'what is partial says that it lacks the role admin (%d kinds)' % len(reasons), *collect.rows)
        report.check('role `admin`' in collect.err, 'the hint names the role', collect.err)
        faults.incomplete('partial', [kind for kind, how in outcomes(collect).items() if how == 'failed'])
        faults.recovered()


def nova(report, faults):
    report.section('fault: nova-api is down')
    faults.testbed.stop_nova_api()
    collect = faults.collect('nova-down', 3)
    faults.outcomes_are(collect, NOVA, OTHERS)
    faults.incomplete('partial', NOVA)
    faults.fresh(OTHERS)

    report.section('nova-api gives 2 rows a page')
    faults.testbed.start_nova_api(page=2)
    recording = os.path.join(faults.folder, 'faults', 'paged')
    faults.recovered('--record', recording)
    for path in ('servers/detail', 'flavors/detail', 'os-hypervisors/detail'):
        pages = [one for one in exchanges(recording) if re.search(path + r'(\?|$)', one['request']['url'])]
        sizes = sorted(len(value) for one in pages for name, value in one['response']['body'].items()
                       if not name.endswith('_links'))
        report.check(len(pages) > 1 and max(sizes) == 2, '%s came in %d pages of at most 2, %d rows' % (
            path, len(pages), sum(sizes)), sizes)
    faults.testbed.stop_nova_api()
    faults.testbed.start_nova_api()
    faults.recovered()

    report.section('fault: nova-api takes connections and never answers')
    faults.testbed.hold_nova_api()
    try:
        collect = faults.collect('nova-hangs', 3, '--deadline', str(DEADLINE))
    finally:
        faults.testbed.release_nova_api()
    report.check(collect.seconds < DEADLINE + 5, 'it ends %.1f s after it began, at a deadline of %d s' % (
        collect.seconds, DEADLINE))
    faults.outcomes_are(collect, NOVA, OTHERS)
    faults.incomplete('partial', NOVA)
    faults.fresh(OTHERS)
    # The requests that were given up are still in its queue.
    time.sleep(5)
    faults.recovered()


def exchanges(recording):
    return [json.load(open(os.path.join(parent, name)))
            for parent, _, names in os.walk(recording) for name in names if name != 'recording.json']


def collector(tombo):
    return subprocess.Popen(
        [tombo.binary, 'collect', '--cloud', 'lab', '-f', 'json', '--db', tombo.database], cwd=tombo.folder,
        env=environment(tombo.folder, OS_CLIENT_CONFIG_FILE=tombo.clouds), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed(report, faults):
    report.section('fault: kill -9 while it collects')
    tombo, landed = faults.tombo, 0
    for tenths in range(1, 25, 2):
        before = tombo.snapshots()[-1]['seq']
        child = collector(tombo)
        time.sleep(tenths / 10)
        child.send_signal(signal.SIGKILL)
        if child.wait() == -signal.SIGKILL:
            landed += 1
        copy(tombo.database, os.path.join(tombo.folder, 'killed.db'))  # ends the run when SQLite finds a fault
        after = tombo.snapshots()[-1]
        if after['seq'] - before not in (0, 1) or not after['complete']:
            report.fail('after a kill at %.1f s' % (tenths / 10), [after])
    report.check(landed > 0, '12 tries, %d killed half-way: SQLite finds the database whole each time' % landed)
    report.equal(tombo.everything(), faults.rows, 'all rows are as they were')
    faults.recovered()

    report.section('two at once')
    child = collector(tombo)
    lock = tombo.database + '.lock'
    wait_until(lambda: child.poll() is not None or is_locked(lock), 'the first collector takes no lock')
    second, reader = tombo.collect(), tombo.list('nova_server')
    first = child.wait()
    report.equal((first, second.status), (0, 5), 'a second collector on the same file ends with status 5')
    report.note(second.err.strip().replace('\n', ' '))
    report.equal(reader.status, 0, 'and a reader is not held up (%.2f s)' % reader.seconds)


def is_locked(path):
    return subprocess.run(['flock', '--nonblock', path, 'true'], stderr=subprocess.DEVNULL).returncode != 0
