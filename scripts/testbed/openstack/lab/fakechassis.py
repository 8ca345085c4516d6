"""Plays the ovn-controller of every host of the lab.

fakechassis.py HOSTS_DIRECTORY SOUTHBOUND_DATABASE

For each host file there is a chassis in OVN's southbound data base. It claims
the ports that ask for it (and, as the first host, the gateways), and echoes
nb_cfg, which is how Neutron sees that an agent lives. A host that is switched
off ("powered": false) falls silent; one without a file is withdrawn.
"""
import glob
import json
import os
import subprocess
import sys
import time
import uuid

HOSTS, SOUTHBOUND = sys.argv[1:]
NAMESPACE = uuid.UUID('6ba7b810-9dad-11d1-80b4-00c04fd430c8')
METADATA = r'external_ids:neutron\:ovn-metadata-'
SECONDS = 1.5


def log(*words):
    print(time.strftime('%H:%M:%S'), *words, flush=True)


def sbctl(*args):
    done = subprocess.run(['ovn-sbctl', '--db=' + SOUTHBOUND, '--timeout=60', *args],
                          capture_output=True, text=True)
    if done.returncode:
        log(args, done.stderr.strip())
    return done.stdout


def rows(table, *columns):
    text = sbctl('--format=json', '--columns=' + ','.join(columns), 'list', table)
    if not text.strip():
        return []
    answer = json.loads(text)
    return [dict(zip(answer['headings'], row)) for row in answer['data']]


def atom(value):
    """Takes OVSDB's ["uuid", x] and ["set", [x]] apart; an empty set is None."""
    if isinstance(value, list) and value[0] == 'uuid':
        return value[1]
    if isinstance(value, list) and value[0] == 'set':
        return atom(value[1][0]) if value[1] else None
    return value


def chassis_name(host):
    # A chassis that comes back has the same name, as a real one has its system-id.
    return str(uuid.uuid5(NAMESPACE, host['host']))


def read_hosts():
    hosts = []
    for path in sorted(glob.glob(os.path.join(HOSTS, '*.json'))):
        with open(path) as file:
            hosts.append(json.load(file))
    return hosts


def add_chassis(host):
    name = chassis_name(host)
    log('new chassis', host['host'], name)
    sbctl('chassis-add', name, 'geneve', host['host_ip'], '--',
          'set', 'Chassis', name, 'hostname=' + host['host'],
          *(column + ':' + pair for column in ('external_ids', 'other_config') for pair in (
              'ovn-bridge-mappings="physnet1:br-ex"', 'ovn-cms-options=enable-chassis-as-gw')),
          'other_config:port-up-notif=true')
    row = next(c for c in rows('Chassis', '_uuid', 'name') if c['name'] == name)
    sbctl('create', 'Chassis_Private', 'name=' + name, 'chassis=' + atom(row['_uuid']),
          METADATA + 'id=' + str(uuid.uuid5(NAMESPACE, 'md-' + host['host'])), METADATA + 'sb-cfg=0')


def keep_chassis(hosts):
    there = {c['name'] for c in rows('Chassis', 'name')}
    wanted = {chassis_name(host): host for host in hosts}
    for name in wanted.keys() - there:
        add_chassis(wanted[name])
    for name in there - wanted.keys():
        log('chassis withdrawn', name)
        sbctl('--if-exists', 'destroy', 'Chassis_Private', name, '--', '--if-exists', 'chassis-del', name)


def echo(hosts):
    """Says that every chassis that is on has seen the latest configuration."""
    latest = next((g['nb_cfg'] for g in rows('SB_Global', 'nb_cfg')), 0)
    private = {c['name']: c for c in rows('Chassis_Private', '_uuid', 'name', 'nb_cfg')}
    for host in hosts:
        row = private.get(chassis_name(host))
        if row and host['powered'] and row['nb_cfg'] != latest:
            sbctl('set', 'Chassis_Private', atom(row['_uuid']), 'nb_cfg=%d' % latest,
                  'nb_cfg_timestamp=%d' % (time.time() * 1000), METADATA + 'sb-cfg=%d' % latest)


def claim_ports(hosts):
    on = {host['host'] for host in hosts if host['powered']}
    chassis = {c['hostname']: atom(c['_uuid']) for c in rows('Chassis', '_uuid', 'hostname')}
    alive = {uuid_: name for name, uuid_ in chassis.items() if name in on}
    gateway = next((chassis.get(host['host']) for host in hosts if host['powered']), None)
    commands = []
    for port in rows('Port_Binding', '_uuid', 'type', 'chassis', 'up', 'options', 'requested_chassis'):
        if port['type'] not in ('', 'chassisredirect'):
            continue
        options = dict(port['options'][1])
        wanted = atom(port['requested_chassis']) or chassis.get(options.get('requested-chassis'))
        if port['type'] == 'chassisredirect' and wanted not in alive:
            wanted = gateway
        if wanted in alive and (atom(port['chassis']) != wanted or atom(port['up']) is not True):
            commands += ['--', 'set', 'Port_Binding', atom(port['_uuid']), 'chassis=' + wanted, 'up=true']
    if commands:
        sbctl(*commands[1:])


while True:
    try:
        hosts = read_hosts()
        keep_chassis(hosts)
        echo(hosts)
        claim_ports(hosts)
    except Exception as error:  # The show must go on: the next round sees things afresh.
        log(repr(error))
    time.sleep(SECONDS)
