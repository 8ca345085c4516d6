"""What comes and goes again: a host whose service has another name than its hypervisor, with a server on it,
and a flavor, an aggregate and a project. In the end the cloud is what it was."""
import os
import time

from stages import read
from story import TOLD

HOST, SERVICE, SERVER, NAME = 'node5', 'node5', 'guest5', 'passing'
COMES = {('nova_server', SERVER), ('nova_hypervisor', 'node5.maas'), ('nova_compute_service', 'node5/nova-compute'),
         ('placement_resource_provider', 'node5.maas'), ('nova_flavor', NAME), ('nova_aggregate', NAME),
         ('keystone_project', NAME)} | {
             ('placement_inventory', 'node5.maas/' + name) for name in ('VCPU', 'MEMORY_MB', 'DISK_GB')}

DELETED = ('nova_deleted_server', SERVER)


def come(testbed, client):
    testbed.call('addhost', '--service-host', SERVICE, HOST, '2', '4096', '50')
    client.text('project', 'create', NAME)
    # By its id from here on: the client does not find a private flavor by name.
    flavor = client.ask('flavor', 'create', '--vcpus', '1', '--ram', '512', '--disk', '1', '--private', NAME)['id']
    client.text('aggregate', 'create', '--property', 'ssd=true', NAME)
    client.text('aggregate', 'add', 'host', NAME, SERVICE)
    server = client.ask('--os-compute-api-version', '2.74', 'server', 'create', '--image', 'jammy-amd64', '--flavor',
                        flavor, '--nic', 'none', '--host', SERVICE, SERVER)['id']
    wait(lambda: client.ask('server', 'show', server)['status'] == 'ACTIVE', 'server %s to become ACTIVE' % SERVER)
    return server, flavor


def go(testbed, client, server, flavor):
    client.text('server', 'delete', '--wait', server)
    client.text('aggregate', 'remove', 'host', NAME, SERVICE)
    client.text('aggregate', 'delete', NAME)
    client.text('flavor', 'delete', flavor)
    client.text('project', 'delete', NAME)
    testbed.call('rmhost', '--forget', HOST)


def play(report, testbed, client, tombo, folder, seen):
    report.section('a host of two names, and other things that come')
    made = come(testbed, client)
    seen['node5'] = read(report, client, tombo, 'node5', os.path.join(folder, 'recordings', '7-node5'))
    where = tombo.run('where', SERVER, '-f', 'json').rows[0]
    report.equal((where['host'], where['hypervisor']), ('node5.maas', 'node5.maas'),
                 'where %s: the hypervisor, not the name of its service (%s)' % (SERVER, where['chain']))
    report.section('and go')
    go(testbed, client, *made)
    seen['gone'] = read(report, client, tombo, 'gone', os.path.join(folder, 'recordings', '8-gone'))


def wait(holds, what):
    deadline = time.monotonic() + 900
    while not holds():
        if time.monotonic() > deadline:
            raise SystemExit('Error: 900 s were not enough for %s.' % what)
        time.sleep(2)


def check(report, tombo):
    for pair, sign in ((('ops', 'node5'), '+'), (('node5', 'gone'), '-')):
        rows = tombo.diff('%s..%s' % pair).rows
        found = {(row['kind'], row['name']) for row in rows if row['change'] == sign and row['kind'] in TOLD}
        report.equal(found - {DELETED}, COMES, 'diff %s..%s: %d resources of the story, each with `%s`' % (
            *pair, len(COMES), sign))
    rows = tombo.diff('ops..gone').rows
    report.equal({(row['change'], row['kind'], row['name']) for row in rows}, {('+', *DELETED)},
                 'diff ops..gone: nothing but the server that Nova lists as deleted, as all that came is gone')
