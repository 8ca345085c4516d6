"""Replays the recordings into new databases: the answers must be those of the live run."""
import os

from tombo import outcomes


def check_replay(report, tombo, folder, seen):
    copy = tombo.on('replayed.db')
    replay = copy.run('collect', '--replay', os.path.join(folder, 'recordings'), '-f', 'json')
    report.note('%d recordings in %.2f s, peak memory %.1f MiB' % (len(seen), replay.seconds, replay.peak_kib / 1024))
    report.equal(replay.status, 0, 'replaying the folder of %d recordings ends with status 0' % len(seen))
    same = ('seq', 'label', 'finished_at', 'complete', 'sources', 'resources', 'changes')
    mine, live = ([{name: row[name] for name in same} for row in one.snapshots()][:len(seen)] for one in (copy, tombo))
    report.equal(mine, live, '`snapshots` says the same of %d snapshots' % len(live))
    began, live_began = ([row['started_at'] for row in one.snapshots()][:len(seen)] for one in (copy, tombo))
    report.equal(began, live_began, 'and that they began at the same time')
    for stage in seen:
        # Even the times of the rows: a replay speaks of when it was recorded.
        wanted, found = tombo.everything(stage, ignoring=()), copy.everything(stage, ignoring=())
        report.check(found == wanted, '--at %s: %d rows, the same' % (stage, sum(map(len, wanted.values()))),
                     *unequal(found, wanted))
    stages, different = list(seen), []
    for before in stages:
        for after in stages:
            if before != after:
                wanted, found = (one.diff('%s..%s' % (before, after)).json for one in (tombo, copy))
                if found != wanted:
                    different.append('%s..%s: %s' % (before, after, unequal({'rows': found['rows']},
                                                                          {'rows': wanted['rows']})))
    report.check(not different, '%d diffs between two stages, the same' % (len(stages) * (len(stages) - 1)), *different)
    again = copy.run('collect', '--replay', os.path.join(folder, 'recordings'))
    report.check(again.status == 2 and stages[0] in again.err,
                 'a second replay is refused, as its labels are taken (status 2)', again.status, again.err)


def check_faults(report, tombo, folder, live):
    """A recording of a failure fails the same way."""
    for name, collect in live.items():
        copy = tombo.on('replayed-%s.db' % name)
        replay = copy.run('collect', '--replay', os.path.join(folder, 'faults', name), '-f', 'json')
        report.equal((replay.status, outcomes(replay)), (collect.status, outcomes(collect)),
                     'the recording of %s fails as the cloud did' % name)


def unequal(found, wanted):
    return ['%s: %r is not %r' % (kind, one, other) for kind in wanted
            for one, other in zip(found[kind], wanted[kind]) if one != other] + [
                '%s: %d rows, not %d' % (kind, len(found[kind]), len(wanted[kind]))
                for kind in wanted if len(found[kind]) != len(wanted[kind])]
