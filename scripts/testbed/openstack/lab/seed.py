"""Domains, projects, users, roles, services and endpoints of the lab.

seed.py KEYSTONE_URL PASSWORD

Named as Charmed OpenStack names them. What is there already is left alone.
"""
import json
import sys
import urllib.parse
import urllib.request

KEYSTONE, PASSWORD = sys.argv[1:]
REGION = 'RegionOne'

DOMAINS = {'admin_domain': 'Created by Juju', 'service_domain': 'Created by Juju', 'domain1': ''}
PROJECTS = {'admin': 'admin_domain', 'services': 'service_domain', 'project1': 'domain1'}
ROLES = ('admin', 'member', 'reader', 'service')
SERVICES = (
    ('compute', 'nova', 'http://127.0.0.1:8774/v2.1'),
    ('placement', 'placement', 'http://127.0.0.1:8778'),
    ('network', 'neutron', 'http://127.0.0.1:9696'),
    ('image', 'glance', 'http://127.0.0.1:9292'),
    ('volumev3', 'cinderv3', 'http://127.0.0.1:8776/v3/$(tenant_id)s'),
)


class Keystone:
    """The few calls needed; the client libraries take a second to import."""

    def __init__(self):
        self.headers = {'Content-Type': 'application/json'}
        # `admin` of the domain `default` is what `keystone-manage bootstrap` made.
        domain = {'id': 'default'}
        headers, _ = self.call('POST', '/auth/tokens', {'auth': {
            'identity': {'methods': ['password'], 'password': {
                'user': {'name': 'admin', 'domain': domain, 'password': PASSWORD}}},
            'scope': {'project': {'name': 'admin', 'domain': domain}}}})
        self.headers['X-Auth-Token'] = headers['X-Subject-Token']

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            KEYSTONE + path, method=method, headers=self.headers,
            data=json.dumps(body).encode() if body else None)
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
            return answer.headers, json.loads(text) if text else None

    def list(self, plural, **match):
        return self.call('GET', '/%s?%s' % (plural, urllib.parse.urlencode(match)))[1][plural]

    def ensure(self, singular, match, **rest):
        """Returns the id of the one that matches, made now if need be."""
        plural = singular + 's'
        found = self.list(plural, **match)
        if not found:
            found = [self.call('POST', '/' + plural, {singular: {**match, **rest}})[1][singular]]
        return found[0]['id']


keystone = Keystone()
domains = {name: keystone.ensure('domain', {'name': name}, description=text)
           for name, text in DOMAINS.items()}
projects = {name: keystone.ensure('project', {'name': name, 'domain_id': domains[domain]},
                                  description=DOMAINS[domain])
            for name, domain in PROJECTS.items()}
roles = {name: keystone.ensure('role', {'name': name}) for name in ROLES}


def user(name, project, *granted, **rest):
    user_id = keystone.ensure('user', {'name': name, 'domain_id': domains[PROJECTS[project]]},
                              password=PASSWORD, **rest)
    for role in granted:
        keystone.call('PUT', '/projects/%s/users/%s/roles/%s' % (projects[project], user_id, roles[role]))
    return user_id


admin = user('admin', 'admin', 'admin')
for scope in ('/domains/%s' % domains['admin_domain'], '/system'):
    keystone.call('PUT', '%s/users/%s/roles/%s' % (scope, admin, roles['admin']))
for service in ('nova', 'neutron', 'glance', 'cinder', 'placement'):
    user(service, 'services', 'admin', 'service')
user('user1', 'project1', 'member', default_project_id=projects['project1'])
# May read and nothing else, which is too little for an inventory: to try what tombo says then.
user('inventory', 'admin', 'reader')

for kind, name, url in SERVICES:
    service_id = keystone.ensure('service', {'type': kind}, name=name)
    there = {e['interface'] for e in keystone.list('endpoints', service_id=service_id)}
    for interface in (i for i in ('admin', 'internal', 'public') if i not in there):
        keystone.call('POST', '/endpoints', {'endpoint': {
            'service_id': service_id, 'interface': interface, 'region_id': REGION, 'url': url}})
