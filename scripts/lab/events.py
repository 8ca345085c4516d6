"""What MAAS 3.6 has in its event log of the lab's machines up to a stage, and how its API answers about it.

The types, their levels and the sentences are those of provisioningserver/events.py and maasserver/node_action.py, the
answer and its order those of maasserver/api/events.py.
"""
import json
import urllib.parse

import lab

LEVELS = {'AUDIT': 0, 'DEBUG': 10, 'INFO': 20, 'WARNING': 30, 'ERROR': 40, 'CRITICAL': 50}
BOOT = [('INFO', 'Performing PXE boot', ''), ('DEBUG', 'PXE Request', 'bootx64.efi'), ('INFO', 'Loading ephemeral', '')]
INSTALL = [('INFO', 'Configuring storage', ''), ('INFO', 'Installing OS', ''), ('INFO', 'Configuring OS', ''),
           ('INFO', 'Rebooting', '')]


def audit(sentence, node):
    return 'AUDIT', 'Node', sentence % node.name


def status(before, after):
    return 'DEBUG', 'Node changed status', "From '%s' to '%s'" % (before, after)


def commissioned(node, before):
    return [
        audit("Started commissioning on '%s'.", node), ('INFO', 'Commissioning', ''), status(before, 'Commissioning'),
        ('INFO', 'Powering on', ''), *BOOT, ('INFO', 'Gathering information', ''),
        ('DEBUG', 'Script result', "50-maas-01-commissioning changed status from 'Pending' to 'Passed'"),
        ('INFO', 'Testing', ''), status('Commissioning', 'Testing'), ('INFO', 'Ready', ''), status('Testing', 'Ready'),
        ('INFO', 'Powering off', '')]


def deployed(node):
    return [
        audit("Acquired '%s'.", node), status('Ready', 'Allocated'), audit("Started deploying '%s'.", node),
        ('INFO', 'Deploying', ''), status('Allocated', 'Deploying'), ('INFO', 'Powering on', ''), *BOOT, *INSTALL,
        ('INFO', 'Deployed', ''), status('Deploying', 'Deployed')]


def story(node):
    """(stage before which it happened, share of that time at its beginning and its end, what happened)"""
    yield 'tarefa-1', 0.1, 0.3, [('INFO', 'New', ''), *commissioned(node, 'New')]
    if node.deployed == 'tarefa-1':
        yield 'tarefa-1', 0.5, 0.6, deployed(node)
    elif node.deployed:
        # Its new disk is looked at before it is used.
        yield node.deployed, 0.05, 0.3, commissioned(node, 'Ready')
        yield node.deployed, 0.35, 0.9, deployed(node)


def log(stage, moments=None):
    """Everything up to a stage, newest first, as the API gives an event."""
    found = []
    for node in lab.NODES:
        for when, start, end, happenings in story(node):
            if lab.STAGES.index(when) > lab.STAGES.index(stage):
                continue
            for number, (level, kind, sentence) in enumerate(happenings):
                share = start + (end - start) * number / (len(happenings) - 1)
                found.append((lab.moment(when, share, moments), node, level, kind, sentence))
    found.sort(key=lambda one: one[0])
    return [{
        'username': 'admin' if level == 'AUDIT' else 'unknown', 'node': node.system_id, 'hostname': node.name,
        'id': number, 'level': level, 'created': at.strftime('%a, %d %b. %Y %H:%M:%S'), 'type': kind,
        'description': sentence} for number, (at, node, level, kind, sentence) in enumerate(found, 1)][::-1]


def query(events, given):
    """(status, body, content type) of events/?op=query."""
    def one(name, default=None):
        return given.get(name, [default])[0]

    plain = 'text/plain; charset=utf-8'
    if one('op') != 'query':
        return 400, 'Unrecognised signature: method=GET op=%s' % one('op'), plain
    level, limit, after, before = one('level', 'INFO'), int(one('limit', 100)), one('after'), one('before')
    if level not in LEVELS:
        return 400, 'Unrecognised log level: %s' % level, plain
    if limit > 1000:
        return 400, 'Requested number of events %d is greater than limit: 1000' % limit, plain
    if after is not None and before is not None:
        return 400, 'There is undetermined behaviour when both `after` and `before` are specified.', plain
    if level == 'AUDIT':
        found = [event for event in events if event['level'] == 'AUDIT']
    else:
        found = [event for event in events if LEVELS[event['level']] >= LEVELS[level]]
    if after is not None:
        found = [event for event in found if event['id'] > int(after)][-max(1, limit):]
    elif before is not None:
        found = [event for event in found if event['id'] < int(before)][:max(1, limit)]
    else:
        found = found[:max(1, limit)]

    def uri(**changed):
        kept = {name: values[0] for name, values in given.items() if name not in ('after', 'before')}
        return '/MAAS/api/2.0/events/?' + urllib.parse.urlencode({**kept, **changed})

    body = {
        'count': len(found), 'events': found, 'next_uri': uri(after=found[0]['id']) if found else uri(),
        'prev_uri': uri(before=found[-1]['id']) if found else None}
    return 200, json.dumps(body, indent=4), 'application/json; charset=utf-8'
