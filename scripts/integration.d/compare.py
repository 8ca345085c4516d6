"""Lays two lists of rows beside each other: every row, every column of both."""

# Kinds that are told apart by something else than `id`.
KEYS = {
    'nova_hypervisor': ('hypervisor_hostname',), 'nova_compute_service': ('host', 'binary'),
    'nova_aggregate': ('name',), 'nova_migration': ('uuid',), 'nova_availability_zone': ('name',), 'nova_quota': ('project_id', 'resource'),
    'placement_resource_provider': ('name',), 'placement_inventory': ('resource_provider', 'resource_class'),
    'placement_usage': ('resource_provider', 'resource_class'), 'placement_allocation': ('resource_provider', 'consumer'),
    'neutron_quota': ('project_id', 'resource'), 'cinder_quota': ('project_id', 'resource'),
    'cinder_service': ('host', 'binary'), 'cinder_pool': ('name',),
}
# What a person calls a row in a line of the report.
NAMES = {'neutron_floatingip': 'floating_ip_address', 'neutron_security_group_rule': 'id', 'neutron_agent': 'id',
         'cinder_attachment': 'id', 'keystone_region': 'id', 'keystone_role_assignment': 'id', 'keystone_endpoint': 'id'}
# Lists whose order means nothing.
SETS = {'traits', 'hosts', 'volumes_attached', 'aggregates', 'members', 'subnets', 'tags', 'security_groups'}
# What was listed once stays on record, though Nova forgets it: migrations go with their server.
ACCUMULATE = {'nova_migration', 'nova_deleted_server'}
# Logs of what happened, which no diff shows: what they led to is in the others.
EVENTS = {'nova_migration', 'nova_instance_action'}
ADDRESSED = {'allocation_pools', 'external_addresses', 'fixed_ips', 'routes'}


def plain(column, value):
    """A value of tombo's in the form that client.py gives the client's."""
    if column == 'addresses' and value is not None:
        return sorted([one['network'], one['address'], one['type']] for one in value)
    if column in SETS and value is not None:
        return sorted(value)
    if column in ADDRESSED:
        return sorted(value or [], key=lambda item: sorted(item.items()))
    return value


def key(kind, row):
    return '/'.join(str(row[column]) for column in KEYS.get(kind, ('id',)))


def name(kind, row):
    return key(kind, row) if kind in KEYS else row[NAMES.get(kind, 'name')]


def differences(kind, found, wanted):
    """Lines that say how tombo's rows differ from the client's; none where they do not.

    Of tombo's rows those columns count that the client's have.
    """
    lines = []
    found_by, wanted_by = ({key(kind, row): row for row in rows} for rows in (found, wanted))
    if len(found_by) != len(found):
        lines.append('tombo lists %d rows under %d keys' % (len(found), len(found_by)))
    lines += ['missing in tombo: %s' % name(kind, wanted_by[k]) for k in sorted(wanted_by.keys() - found_by.keys())]
    if kind not in ACCUMULATE:
        lines += ['only in tombo: %s' % name(kind, found_by[k]) for k in sorted(found_by.keys() - wanted_by.keys())]
    for k in sorted(found_by.keys() & wanted_by.keys()):
        for column, value in wanted_by[k].items():
            mine = plain(column, found_by[k].get(column, '(no such column)'))
            if mine != value:
                lines.append('%s, %s: tombo %r, client %r' % (name(kind, wanted_by[k]), column, mine, value))
    return lines


def compare(report, found, wanted, moment):
    """One check a kind; `found` and `wanted` are rows by kind."""
    for kind, rows in wanted.items():
        lines = differences(kind, found[kind], rows)
        columns = len(rows[0]) if rows else 0
        if lines:
            report.fail('%s %s: tombo %d rows, client %d' % (moment, kind, len(found[kind]), len(rows)), lines)
        else:
            report.ok('%s %s: %d rows%s as the client says' % (
                moment, kind, len(rows), ', %d columns each,' % columns if rows else ''))


def changes(before, after):
    """What a diff must say, worked out from the client's rows alone:
    {(sign, kind, key)} and {(kind, key, column): (old, new)}."""
    whole, fields = set(), {}
    for kind in after:
        old, new = ({key(kind, row): row for row in side[kind]} for side in (before, after))
        whole |= {('+', kind, k) for k in new.keys() - old.keys()} | {('-', kind, k) for k in old.keys() - new.keys()}
        for k in old.keys() & new.keys():
            # Of a dead host the client tells less.
            for column in new[k].keys() & old[k].keys():
                if new[k][column] != old[k][column]:
                    fields[kind, k, column] = (old[k][column], new[k][column])
    return whole, fields
