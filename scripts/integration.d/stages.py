"""Plays the lab's story, and at each stage lays tombo's answers beside the client's."""
import json
import os

from compare import compare
from settle import settled
from testbed import STAGES
from tombo import KINDS, outcomes, cost, said


def play_all(report, testbed, client, tombo, folder, marked):
    """The client's rows at each stage that was read, by stage. Those a kept testbed has behind it are left out."""
    seen = {}
    for number, stage in enumerate(STAGES, 1):
        report.section('stage ' + stage)
        played = testbed.played()
        if stage in played and stage != played[-1]:
            report.skip('%s: the testbed, which was kept, has gone past it' % stage)
            continue
        if stage not in played:
            testbed.call('story', stage)
        if stage == 'ops':
            marked.make()
        recording = os.path.join(folder, 'recordings', '%d-%s' % (number, stage))
        seen[stage] = read(report, client, tombo, stage, recording)
    return seen


def read(report, client, tombo, stage, recording):
    rows = settled(client)
    os.makedirs(os.path.dirname(recording), exist_ok=True)
    collect = tombo.collect('--label', stage, '--record', recording)
    report.note('tombo collect: ' + said(collect))
    report.equal(collect.status, 0, 'collect ends with status 0')
    report.equal(outcomes(collect), dict.fromkeys(KINDS, 'complete'), 'all %d kinds are complete' % len(KINDS))
    check_recording(report, recording, collect)
    compare(report, tombo.everything(), rows, stage)
    check_where(report, tombo, rows)
    return rows


def check_recording(report, recording, collect):
    """Reads every exchange on disk: what was asked is all in there, and nothing but reading was asked."""
    exchanges = [json.load(open(os.path.join(parent, name)))
                 for parent, _, names in os.walk(recording) for name in names if name != 'recording.json']
    asked = [(one['request']['method'], one['request']['url']) for one in exchanges]
    writes = [one for one in asked if one[0] != 'GET' and not one[1].endswith('/v3/auth/tokens')]
    report.check(not writes, 'tombo only reads: %d exchanges, none but the sign-in is other than GET' % len(asked),
                 *writes)
    report.equal(cost(collect)[0], len(asked), 'collect counts the requests that were recorded')


def check_where(report, tombo, rows):
    """Every server by its id: the hypervisor whose service is the host that the client names, or none."""
    # Of a dead host the client does not say how its service is called.
    hypervisors = {row['service_host']: row['hypervisor_hostname'] for row in rows['nova_hypervisor']
                   if 'service_host' in row}
    servers = [row for row in rows['nova_server'] if row['host'] is None or row['host'] in hypervisors]
    if not servers:
        return
    answer = tombo.run('where', *['server/' + server['id'] for server in servers], '-f', 'json')
    found = {row['resource']: row['host'] for row in answer.rows}
    wanted = {'server/' + server['name']: hypervisors.get(server['host']) for server in servers}
    report.equal(found, wanted, 'where: %d servers on the hosts that the client names' % len(servers))
