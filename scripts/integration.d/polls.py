"""Many polls of a cloud in which nothing happens: nothing may be written as a change, and little at all."""
import os
import shutil
import sqlite3

from tombo import said

POLLS = 20
# Replays of one poll: enough for the growth to come out of the grain of 4096-byte pages.
REPLAYS = 300
YEAR = 365 * 24 * 12
LIMIT = 20e6


def copy(database, target):
    """The database with its write-ahead log worked in; found whole by SQLite. Returns its bytes."""
    for suffix in ('', '-wal', '-shm', '.lock'):
        if os.path.exists(target + suffix):
            os.remove(target + suffix)
    for suffix in ('', '-wal'):
        if os.path.exists(database + suffix):
            shutil.copyfile(database + suffix, target + suffix)
    connection = sqlite3.connect(target)
    connection.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    faults = [row[0] for row in connection.execute('PRAGMA integrity_check')]
    faults += ['foreign key: %r' % (row,) for row in connection.execute('PRAGMA foreign_key_check')]
    connection.close()
    if faults != ['ok']:
        raise SystemExit('Error: SQLite says of %s: %s' % (database, faults))
    return os.path.getsize(target)


def check_polls(report, tombo):
    recording = os.path.join(tombo.folder, 'poll')
    first = tombo.collect('--record', recording)
    report.note('one collection: ' + said(first))
    report.equal(first.status, 0, 'a poll after the last stage ends with status 0')
    rows = tombo.everything()
    peaks, seconds, changed = [], [], []
    for _ in range(POLLS):
        poll = tombo.collect()
        newest = tombo.snapshots()[-1]
        if poll.status or newest['changes']:
            changed += ['#%d: status %d, %d changes' % (newest['seq'], poll.status, newest['changes']),
                        *(str(row) for row in tombo.diff().rows)]
        peaks.append(poll.peak_kib)
        seconds.append(poll.seconds)
    report.check(not changed, '%d polls of an unchanged cloud: 0 changes in each' % POLLS, *changed)
    report.equal(tombo.everything(), rows, 'and the same %d rows before and after' % sum(map(len, rows.values())))
    report.note('a poll takes %.2f s in the median (%.2f to %.2f), peak memory %.1f MiB' % (
        sorted(seconds)[POLLS // 2], min(seconds), max(seconds), max(peaks) / 1024))
    check_growth(report, tombo, recording)


def lasting(database):
    """Bytes of what is kept for good: without the costs, which are kept for a week, and packed."""
    connection = sqlite3.connect(database)
    connection.execute('DELETE FROM collection_cost')
    connection.commit()
    connection.execute('VACUUM')
    connection.close()
    return os.path.getsize(database)


def check_growth(report, tombo, recording):
    """Exact bytes a poll: one recorded poll over and over, on a copy of the database."""
    many, aside = tombo.on('growth.db'), os.path.join(tombo.folder, 'growth-copy.db')
    copied = copy(tombo.database, many.database)
    copy(tombo.database, aside)
    kept = lasting(aside)
    replays = [many.run('collect', '--replay', recording) for _ in range(REPLAYS)]
    bad = [replay for replay in replays if replay.status]
    changes = [row['changes'] for row in many.snapshots()[-REPLAYS:]]
    report.equal((len(bad), sum(changes)), (0, 0), '%d replays of one poll: all done, 0 changes' % REPLAYS)
    grown = (copy(many.database, aside) - copied) / REPLAYS
    each = (lasting(aside) - kept) / REPLAYS
    report.note('a poll without changes adds %.0f bytes, %.0f of them for good; a replay takes %.0f ms' % (
        grown, each, 1000 * sum(replay.seconds for replay in replays) / REPLAYS))
    report.check(each * YEAR < LIMIT, 'a year of such polls every five minutes keeps %.1f MB, less than %.0f' % (
        each * YEAR / 1e6, LIMIT / 1e6))
