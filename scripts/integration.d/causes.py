"""After each act: does the log tell it once, with who asked for it, by which request and when?

What Nova itself keeps of a server (`openstack server event list`) is laid beside tombo's log; what the other services
say is only a time, or nothing, and the log must not say more than they do.
"""
import re

# act: lines that the log must have: (change, kind, name, field or None, what the cause says or None, who or None)
# The services of Neutron, Glance and Cinder do not say who did something; Nova does not for aggregates, quotas and
# flavors.
CREATED, UPDATED = r'^created 20\d\d-', r'^updated 20\d\d-'
WANTED = {
    'create': [('+', 'nova_server', 'op1', None, r'^create by user1, req-', 'user1'),
               ('~', 'nova_quota', '/cores', 'quota_limit', None, None)],
    'stop': [('~', 'nova_server', 'op1', 'status', r'^stop by user1, req-', 'user1')],
    'resize': [('~', 'nova_server', 'op1', 'flavor_name',
                r'resize by user1, req-\S+, from \S+ to \S+ \(finished\)', 'user1')],
    'confirm': [('~', 'nova_server', 'op1', 'status', r'^confirmResize by user1, req-', 'user1')],
    'live-migration': [('~', 'nova_server', 'op1', 'hypervisor_hostname',
                        r'^live-migration by admin, req-\S+, from \S+ to \S+ \(completed\)', 'admin')],
    'volume-snapshot-and-image': [('+', 'cinder_volume', 'opvol', None, CREATED, None),
                                  ('+', 'glance_image', 'opimage', None, CREATED, None)],
    'quota': [('~', 'nova_quota', '/ram', 'quota_limit', None, None)],
    'group-rule-and-floating-address': [('+', 'neutron_security_group', 'opgroup', None, CREATED, None)],
    'network-and-router': [('+', 'neutron_router', 'oprouter', None, CREATED, None)],
    'router-without-gateway': [('~', 'neutron_router', 'oprouter', 'external_network_id', UPDATED, None)],
    'aggregate': [('+', 'nova_aggregate', 'opaggregate', None, CREATED, None)],
    'aggregate-metadata': [('~', 'nova_aggregate', 'opaggregate', 'metadata', None, None)],
    'private-flavor': [('+', 'nova_flavor', 'opflavor', None, None, None)],
    'flavor-access': [('~', 'nova_flavor', 'opflavor', 'access_project_ids', None, None)],
    'delete': [('-', 'nova_server', 'op1', None, r'^delete by user1, req-', 'user1')],
}
REQUEST = re.compile(r'req-[0-9a-f-]{36}')


def check_log(report, tombo, act, before, actions):
    """`actions` are (request, action) of the act's server that Nova has told since the act before."""
    log = tombo.run('log', '--since', before, '-f', 'json').rows
    for change, kind, name, field, cause, user in WANTED.get(act, ()):
        found = [row for row in log if row['change'] == change and row['kind'] == kind and row['field'] == field
                 and (row['name'] or '').endswith(name)]
        told = ['%s by %s' % (row['cause'], row['caused_by']) for row in found]
        fits = len(found) == 1 and found[0]['caused_by'] == user and (
            found[0]['cause'] is None if cause is None else bool(re.search(cause, found[0]['cause'] or '')))
        report.check(fits, 'log after %s: %s %s %s once, %s' % (
            act, change, kind, field or name, told[0] if told else ''), *[str(row) for row in found or log])
    for request, action in actions:
        rows = [row for row in log if request in (row['cause'] or '')]
        alone = [row for row in rows if row['kind'] == 'nova_instance_action']
        # Told with what it changed, or on its own where it changed nothing: never both, never twice.
        fits = rows and (not alone or len(rows) == len(alone) == 1)
        report.check(fits, 'log after %s: %s %s is told once, in %d lines' % (
            act, action, request, len(rows)), *[str(row) for row in rows or log])
    known = {request for request, _ in actions}
    others = {request for row in log for request in REQUEST.findall(row['cause'] or '')} - known
    report.equal(others, set(), 'log after %s: and no request of another act' % act)
