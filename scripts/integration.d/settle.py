"""Waits until the cloud stands still, so that two readers one after the other must see the same.

Nova learns of a floating IP address by a message, and a new host is discovered
every ten seconds. A hypervisor's numbers are brought up to date once a minute:
what stands still for longer than that has come to rest.
"""
import time

WAIT = 900
REST = 65
MOVING = {'BUILD', 'RESIZE', 'MIGRATING', 'VERIFY_RESIZE', 'REVERT_RESIZE', 'REBOOT', 'DELETED'}


def settled(client):
    """The client's rows, read twice more than a minute apart and the same."""
    deadline = time.monotonic() + WAIT
    before, reason = None, ''
    while time.monotonic() < deadline:
        began = time.monotonic()
        rows = client.rows()
        reason = unrest(rows, client.floating)
        if not reason and rows == before:
            return rows
        before = None if reason else rows
        if before:
            time.sleep(max(0, began + REST - time.monotonic()))
    raise SystemExit('Error: The cloud did not come to rest within %d s: %s.' % (
        WAIT, reason or 'what the client says changes from one minute to the next'))


def unrest(rows, floating):
    """What still moves, or nothing."""
    for server in rows['nova_server']:
        if server['task_state'] or server['status'] in MOVING:
            return 'server %s is %s' % (server['name'], server['task_state'] or server['status'])
    shown = {address for server in rows['nova_server']
             for _, address, kind in server['addresses'] if kind == 'floating'}
    if shown != floating:
        return 'Nova and Neutron do not agree on floating IP addresses'
    hosts = {row['hypervisor_hostname']: row for row in rows['nova_hypervisor']}
    if hosts.keys() != {row['name'] for row in rows['placement_resource_provider']}:
        return 'Nova and Placement do not know the same hosts'
    for usage in rows['placement_usage']:
        host, used = hosts[usage['resource_provider']], usage['used']
        if usage['resource_class'] == 'VCPU' and host['vcpus_used'] != used:
            return 'processors of %s are not counted yet' % usage['resource_provider']
        if usage['resource_class'] == 'MEMORY_MB' and host['memory_mb_used'] != used + reserved(rows, usage):
            return 'memory of %s is not counted yet' % usage['resource_provider']
    return ''


def reserved(rows, usage):
    """Nova counts what is reserved as used, Placement does not."""
    return next(row['reserved'] for row in rows['placement_inventory']
                if row['resource_provider'] == usage['resource_provider']
                and row['resource_class'] == usage['resource_class'])
