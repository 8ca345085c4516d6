"""Lays two lists of rows beside each other: every row, every column of both."""

KEYS = {
    'keystone_project': ('id',), 'nova_server': ('id',), 'nova_hypervisor': ('hypervisor_hostname',),
    'nova_compute_service': ('host', 'binary'), 'nova_flavor': ('id',), 'nova_aggregate': ('name',),
    'placement_resource_provider': ('name',), 'placement_inventory': ('resource_provider', 'resource_class'),
    'placement_usage': ('resource_provider', 'resource_class'),
}
# What a person calls a row in a line of the report.
NAMES = {'keystone_project': 'name', 'nova_server': 'name', 'nova_flavor': 'name', 'nova_aggregate': 'name'}


def plain(column, value):
    """A value of tombo's in the form that client.py gives the client's."""
    if column == 'addresses' and value is not None:
        return sorted([one['network'], one['address'], one['type']] for one in value)
    if column in ('traits', 'hosts', 'volumes_attached') and value is not None:
        return sorted(value)
    return value


def key(kind, row):
    return '/'.join(str(row[column]) for column in KEYS[kind])


def name(kind, row):
    return row[NAMES[kind]] if kind in NAMES else key(kind, row)


def differences(kind, found, wanted):
    """Lines that say how tombo's rows differ from the client's; none where they do not.

    Of tombo's rows those columns count that the client's have.
    """
    lines = []
    found_by, wanted_by = ({key(kind, row): row for row in rows} for rows in (found, wanted))
    if len(found_by) != len(found):
        lines.append('tombo lists %d rows under %d keys' % (len(found), len(found_by)))
    lines += ['missing in tombo: %s' % name(kind, wanted_by[k]) for k in sorted(wanted_by.keys() - found_by.keys())]
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
            for column in new[k]:
                if new[k][column] != old[k][column]:
                    fields[kind, k, column] = (old[k][column], new[k][column])
    return whole, fields
