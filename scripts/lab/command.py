"""Stands where `ssh host` or `juju ssh …` would stand before a command, and answers for the lab at one stage.

command.py STAGE juju status -m openstack --format json …
"""
import json
import sys

import juju
import lab


def models():
    def model(name, uuid, machines):
        return {
            'name': 'admin/' + name, 'short-name': name, 'model-uuid': uuid, 'model-type': 'iaas',
            'controller-uuid': lab.CONTROLLER, 'controller-name': 'maas-controller',
            'is-controller': name == 'controller', 'owner': 'admin', 'cloud': 'maas', 'region': 'default',
            'type': 'maas', 'life': 'alive', 'status': {'current': 'available', 'since': '2026-11-20'},
            'access': 'admin', 'last-connection': 'just now', 'agent-version': juju.VERSION,
            'credential': {'name': 'maas-cloud-creds', 'owner': 'admin', 'cloud': 'maas'}}
    return {'models': [model('controller', lab.CONTROLLER_MODEL, 1), model('openstack', lab.MODEL, 4)],
            'current-model': 'openstack'}


def controllers():
    node = next(node for node in lab.NODES if node.model == 'controller')
    return {'controllers': {'maas-controller': {
        'current-model': 'openstack', 'user': 'admin', 'access': 'superuser',
        'recent-server': node.address + ':17070', 'uuid': lab.CONTROLLER,
        'api-endpoints': [node.address + ':17070'], 'cloud': 'maas', 'region': 'default',
        'agent-version': juju.VERSION, 'model-count': 2, 'machine-count': 5,
        'controller-machines': {'Active': 1, 'Total': 1}}}, 'current-controller': 'maas-controller'}


def option(words, *names):
    for index, word in enumerate(words[:-1]):
        if word in names:
            return words[index + 1]
    return None


def main(stage, *words):
    words = list(words)
    if words[:1] == ['juju']:
        words = words[1:]
    what = next((word for word in words if word in ('status', 'models', 'controllers', 'list-models', 'config')), None)
    if what == 'status':
        model = (option(words, '-m', '--model') or 'openstack').rpartition(':')[2].rpartition('/')[2]
        if model not in ('openstack', 'controller'):
            print('{}')
            print('ERROR model maas-controller:admin/%s not found' % model, file=sys.stderr)
            return 1
        print(json.dumps(juju.document(stage, model)))
        return 0
    if what in ('models', 'list-models'):
        print(json.dumps(models()))
        return 0
    if what == 'controllers':
        print(json.dumps(controllers()))
        return 0
    if what == 'config':
        name = words[words.index('config') + 1]
        settings = {'osd-devices': {'value': '/dev/sdb', 'default': '', 'source': 'user', 'type': 'string'}} \
            if name == 'ceph-osd' else {}
        print(json.dumps({'application': name, 'application-config': {}, 'charm': name, 'settings': settings}))
        return 0
    print('ERROR juju: "%s" is not a juju command. See "juju --help".' % ' '.join(words), file=sys.stderr)
    return 2


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
