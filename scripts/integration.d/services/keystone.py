"""Keystone's kinds, as the openstack client tells them."""

LISTS = {
    'projects': ('project', 'list', '--long'), 'domains': ('domain', 'list'), 'users': ('user', 'list', '--long'),
    'assignments': ('role', 'assignment', 'list', '--names'), 'regions': ('region', 'list'),
    'services': ('service', 'list', '--long'), 'endpoints': ('endpoint', 'list'),
}


def shows(lists, _):
    return {'endpoint': [('endpoint', 'show', row['ID']) for row in lists['endpoints']]}


STEPS = (shows,)


def rows(lists, shown):
    return {
        'keystone_project': [project(row) for row in lists['projects']],
        'keystone_domain': [domain(row) for row in lists['domains']],
        'keystone_user': [{'id': row['ID'], 'name': row['Name'], 'domain_id': row['Domain'],
                           'enabled': row['Enabled']} for row in lists['users']],
        'keystone_role_assignment': [assignment(row) for row in lists['assignments']],
        'keystone_region': [{'id': row['Region'], 'parent_region_id': row['Parent Region'],
                             'description': row['Description']} for row in lists['regions']],
        'keystone_service': [{'id': row['ID'], 'name': row['Name'], 'type': row['Type'],
                              'enabled': row['Enabled']} for row in lists['services']],
        'keystone_endpoint': [{name: row[name] for name in (
            'id', 'interface', 'enabled', 'url', 'region_id', 'service_id')} for row in shown['endpoint']],
    }


def project(row):
    return {'id': row['ID'], 'name': row['Name'], 'domain_id': row['Domain ID'], 'description': row['Description'],
            'enabled': row['Enabled']}


def domain(row):
    return {'id': row['ID'], 'name': row['Name'], 'enabled': row['Enabled'], 'description': row['Description']}


def assignment(row):
    """The client writes `name@domain`; a name may have an @ of its own, a domain of the lab has none."""
    assignee, assignee_domain = (row['User'] or row['Group']).rsplit('@', 1)
    kind = 'project' if row['Project'] else 'domain' if row['Domain'] else 'system'
    scope, _, scope_domain = (row['Project'] or row['Domain'] or row['System']).rpartition('@')
    if kind != 'project':
        scope, scope_domain = row['Domain'] or row['System'], None
    where = scope if scope_domain is None else '%s@%s' % (scope, scope_domain)
    who = 'user' if row['User'] else 'group'
    return {'id': '%s/%s@%s %s %s/%s%s' % (who, assignee, assignee_domain, row['Role'], kind, where,
                                           ' inherited' if row['Inherited'] else ''),
            'role': row['Role'], 'assignee_type': who, 'assignee': assignee,
            'assignee_domain': assignee_domain, 'scope_type': kind, 'scope': scope, 'scope_domain': scope_domain,
            'is_inherited': row['Inherited']}
