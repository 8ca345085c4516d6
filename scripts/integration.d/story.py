"""What each stage of the story has that the one before had not: known beforehand, then found by tombo."""
from compare import ACCUMULATE, EVENTS, KEYS, changes, differences, plain
from tombo import KINDS

# What the story is told by; ports, rules and allocations come and go with these.
TOLD = {'keystone_project', 'nova_server', 'nova_hypervisor', 'nova_compute_service', 'nova_flavor', 'nova_aggregate',
        'placement_resource_provider', 'placement_inventory', 'neutron_network', 'neutron_subnet', 'neutron_router',
        'neutron_security_group', 'glance_image', 'cinder_volume', 'nova_deleted_server'}

FLAVORS = {'m1.tiny': (1, 1024, 20), 'm1.small': (1, 2048, 20), 'm1.medium': (2, 4096, 20), 'm1.large': (4, 8192, 20)}
HOSTS = {'node1.maas', 'node2.maas', 'node3.maas'}
ALL_HOSTS = HOSTS | {'node4.maas'}
SERVICE = {'api1', 'api2', 'db', 'lb', 'client'}
# stage: (servers, those of them with a floating IP address, hosts)
FACTS = {
    'tarefa-1': (set(), set(), HOSTS),
    'tarefa-2': ({'client'}, {'client'}, HOSTS),
    'tarefa-3': ({'client'}, {'client'}, ALL_HOSTS),
    'tarefa-4-before': (SERVICE, SERVICE, ALL_HOSTS),
    'tarefa-4': (SERVICE, {'lb', 'client'}, ALL_HOSTS),
    'ops': (SERVICE | {'big', 'marked'}, {'lb', 'client'}, ALL_HOSTS),
}
NODE4 = {('nova_hypervisor', 'node4.maas'), ('nova_compute_service', 'node4.maas/nova-compute'),
         ('placement_resource_provider', 'node4.maas')} | {
             ('placement_inventory', 'node4.maas/' + name) for name in ('VCPU', 'MEMORY_MB', 'DISK_GB')}
# (from, to): what appears; nothing ever goes.
APPEARS = {
    ('tarefa-1', 'tarefa-2'): {
        ('nova_server', 'client'), ('neutron_network', 'ext_net'), ('neutron_network', 'user1_net'),
        ('neutron_subnet', 'ext_subnet'), ('neutron_subnet', 'user1_subnet'), ('neutron_router', 'user1_router'),
        ('neutron_security_group', 'Allow_SSH'), ('neutron_security_group', 'default')},
    ('tarefa-2', 'tarefa-3'): NODE4,
    ('tarefa-3', 'tarefa-4'): {('nova_server', name) for name in ('api1', 'api2', 'db', 'lb')} | {
        ('cinder_volume', 'dbvol')},
    ('tarefa-4-before', 'tarefa-4'): set(),
    ('tarefa-4', 'ops'): {('nova_server', 'big'), ('nova_server', 'marked'), ('nova_flavor', 'm1.huge'),
                          ('nova_aggregate', 'compact'), ('nova_deleted_server', 'temp')},
}


def check_facts(report, tombo, seen):
    for stage in (stage for stage in seen if stage in FACTS):
        servers, floating, hosts = FACTS[stage]
        rows = tombo.list('nova_server', stage).rows
        report.equal({row['name'] for row in rows}, servers, '%s has %d servers: %s' % (
            stage, len(servers), ', '.join(sorted(servers)) or 'none'))
        public = {row['name'] for row in rows for one in row['addresses'] if one['type'] == 'floating'}
        report.equal(public, floating, '%s: a floating IP address on %s' % (
            stage, ', '.join(sorted(floating)) or 'none'))
        found = {row['hypervisor_hostname'] for row in tombo.list('nova_hypervisor', stage).rows}
        report.equal(found, hosts, '%s has %d hosts' % (stage, len(hosts)))
        sizes = {row['name']: (row['vcpus'], row['ram_mib'], row['disk_gib'])
                 for row in tombo.list('nova_flavor', stage).rows if row['is_public']}
        report.equal(sizes, FLAVORS, '%s has the %d public flavors' % (stage, len(FLAVORS)))
    if 'tarefa-3' in seen:
        held = {row['resource_class']: row['total'] for row in tombo.list('placement_inventory', 'tarefa-3').rows
                if row['resource_provider'] == 'node4.maas'}
        report.equal(held, {'VCPU': 4, 'MEMORY_MB': 15998, 'DISK_GB': 228}, 'tarefa-3: node4 brings its inventories')


def check_diffs(report, tombo, seen):
    for pair, appears in APPEARS.items():
        if not set(pair) <= seen.keys():
            report.skip('diff %s..%s' % pair)
            continue
        check_diff(report, tombo, *pair, seen)
        rows = tombo.diff('%s..%s' % pair).rows
        found = {(row['kind'], row['name']) for row in rows if row['change'] == '+' and row['kind'] in TOLD}
        report.equal(found, appears, '%s..%s: %d resources of the story appear' % (*pair, len(appears)))
        rest = [row for row in rows if row['change'] == '?' or row['change'] == '-' and row['kind'] in TOLD]
        report.equal(rest, [], '%s..%s: nothing goes, nothing is unsure' % pair)
    if {'tarefa-4-before', 'tarefa-4'} <= seen.keys():
        rows = tombo.diff('tarefa-4-before..tarefa-4').rows
        lost = [(row['name'], row['field']) for row in rows if row['change'] == '~']
        gone = sorted(row['kind'] for row in rows if row['change'] != '~')
        report.equal((sorted(lost), gone), ([(name, 'addresses') for name in ('api1', 'api2', 'db')],
                                            3 * ['neutron_floatingip'] + 3 * ['neutron_port']),
                     'tarefa-4-before..tarefa-4: the addresses of api1, api2 and db change, three floating IPs go '
                     'with their ports, and nothing else')
    for pair in (('ops', 'node5'), ('node5', 'gone')):
        check_diff(report, tombo, *pair, seen)
    first, last = list(seen)[0], list(seen)[-1]
    if first != last:
        check_diff(report, tombo, last, first, seen)
        # What came and went between the two differs in none of them.
        differs = bool(tombo.diff('%s..%s' % (first, last)).rows)
        report.equal(tombo.diff('%s..%s' % (first, last), '--exit-code').status, int(differs),
                     'diff --exit-code: %d' % differs)
    report.equal(tombo.diff('%s..%s' % (last, last), '--exit-code').status, 0, 'diff --exit-code: 0 for none')


def check_diff(report, tombo, before, after, seen):
    """The whole diff against the difference of the client's own two readings, backwards as well as forwards.
    Returns how many changes there are."""
    whole, fields = changes(seen[before], seen[after])
    answer = tombo.diff('%s..%s' % (before, after))
    compared = {kind: set(rows[0]) for side in (before, after) for kind, rows in seen[side].items() if rows}
    measures = {kind: {row['column'] for row in tombo.run('schema', kind, '-f', 'json').rows
                       if row['class'] == 'measure'} for kind in KINDS}
    # A kind of which only a measure can change has no place in a diff.
    whole = {one for one in whole if one[1] != 'placement_usage' and one[1] not in EVENTS}
    moments = list(seen)
    if moments.index(before) < moments.index(after):
        # What accumulates never goes.
        whole = {one for one in whole if one[0] != '-' or one[1] not in ACCUMULATE}
    fields = {one: value for one, value in fields.items()
              if one[2] not in measures[one[0]] and one[0] not in EVENTS}

    def key(row):
        return row['name'] if KEYS.get(row['kind']) == ('name',) else row['key']

    found = {(row['change'], row['kind'], key(row)) for row in answer.rows if row['change'] != '~'}
    report.equal(found, whole, 'diff %s..%s: %d resources come or go, as the client\'s lists do' % (
        before, after, len(whole)))
    changed = {(row['kind'], key(row), row['field']): (plain(row['field'], row['old']), plain(row['field'], row['new']))
               for row in answer.rows
               if row['change'] == '~' and row['field'] in compared.get(row['kind'], ())}
    report.equal(changed, fields, 'diff %s..%s: %d fields change, as in the client\'s lists' % (
        before, after, len(fields)))
    return len(whole) + len(fields)


def check_past(report, tombo, seen):
    """After all that came later, every stage is still told as the client told it then."""
    for stage, wanted in seen.items():
        found = tombo.everything(stage)
        lines = [kind + ': ' + line for kind, rows in wanted.items() for line in differences(kind, found[kind], rows)]
        count = sum(len(rows) for rows in wanted.values())
        report.check(not lines, '--at %s: %d rows of %d kinds as the client said then' % (stage, count, len(wanted)),
                     *lines)
