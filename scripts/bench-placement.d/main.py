"""Which hosts have room for a flavor: Placement, the openstack client, and tombo, in one run.

main.py WORK HOSTS FLAVORS TOMBO
"""
import json
import os
import subprocess
import sys
import time

from large import LargeCloud
from server import Listening
from service import Placement

CLIENT_FLAVORS = 5
RUNS = 10


def timed(call):
    began = time.perf_counter()
    answer = call()
    return time.perf_counter() - began, answer


def amounts(flavor):
    asked = {'VCPU': flavor['vcpus'], 'MEMORY_MB': flavor['ram'], 'DISK_GB': flavor['disk']}
    return {name: amount for name, amount in asked.items() if amount}


def placement_hosts(placement, flavor):
    words = ','.join('%s:%d' % pair for pair in amounts(flavor).items())
    answer = placement.ask('GET', f'/allocation_candidates?resources={words}&required=!COMPUTE_STATUS_DISABLED')
    return {provider for candidate in answer['allocation_requests'] for provider in candidate['allocations']}


def client_hosts(url, flavor):
    words = [word for name, amount in amounts(flavor).items() for word in ('--resource', '%s=%d' % (name, amount))]
    # Placement's noauth2 still wants a token, and reads the user's rights from it; the client's `none` sends none.
    environment = {k: v for k, v in os.environ.items() if not k.startswith('OS_')}
    run = subprocess.run(
        ['/usr/bin/openstack', '--os-auth-type', 'admin_token', '--os-endpoint', url, '--os-token', 'admin',
         '--os-placement-api-version', '1.29', 'allocation', 'candidate', 'list', *words,
         '--forbidden', 'COMPUTE_STATUS_DISABLED', '-f', 'json'], capture_output=True, text=True, env=environment)
    if run.returncode:
        raise SystemExit('openstack allocation candidate list: ' + run.stderr)
    return {row['resource provider'] for row in json.loads(run.stdout)}


def tombo(program, *words):
    run = subprocess.run([program, *words], capture_output=True, text=True)
    if run.returncode:
        raise SystemExit('tombo %s: %s' % (words[0], run.stderr))
    return run.stdout


def tombo_hosts(program, database, cloud):
    """For each flavor the providers with room, and the best and the median time of the whole process."""
    times, text = [], ''
    for _ in range(RUNS):
        seconds, text = timed(lambda: tombo(program, 'capacity', '--db', database, '-f', 'json'))
        times.append(seconds)
    rooms = {row['flavor']: {cloud.hosts[host['host']] for host in row['hosts'] if host['fits']}
             for row in json.loads(text)['rows']}
    return rooms, sorted(times)


def collected(program, cloud, work):
    folder, database = f'{work}/recording', f'{work}/tombo.db'
    cloud.record('Examples/lab/1-tarefa-1', folder)
    tombo(program, 'collect', '--replay', folder, '--db', database, '-q')
    return database


def main():
    work, hosts, flavors, program = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    placement = Placement(work)
    cloud = LargeCloud(hosts, flavors, placement)
    seconds, _ = timed(cloud.build)
    print('%d hosts and %d flavors made in Placement in %.0f s' % (hosts, flavors, seconds), flush=True)
    rooms, times = tombo_hosts(program, collected(program, cloud, work), cloud)
    wrong, services, clients = 0, [], []
    with Listening(placement.app) as listening:
        for number, flavor in enumerate(cloud.flavors):
            seconds, real = timed(lambda: placement_hosts(placement, flavor))
            services.append(seconds)
            said = {'tombo': rooms[flavor['name']]}
            if number < CLIENT_FLAVORS:
                seconds, said['the client'] = timed(lambda: client_hosts(listening.url, flavor))
                clients.append(seconds)
            for who, named in said.items():
                if named != real:
                    wrong += 1
                    print('%s: Placement names %d hosts, %s %d, %d of them the same' % (
                        flavor['name'], len(real), who, len(named), len(real & named)))
    each, asked = sum(clients) / len(clients), sum(len(hosts) for hosts in rooms.values())
    print('hosts with room, over all flavors: %d; flavors of which somebody names other hosts: %d' % (asked, wrong))
    print('load %s on %d cores' % (open('/proc/loadavg').read().split()[0], os.cpu_count()))
    print('%-62s %9s' % ('', 'seconds'))
    for what, value in [
            ('tombo capacity, all %d flavors, the process: best of %d' % (flavors, RUNS), times[0]),
            ('tombo capacity, all %d flavors, the process: median' % flavors, times[len(times) // 2]),
            ('Placement itself, one flavor, in its own process: mean', sum(services) / flavors),
            ('Placement itself, all %d flavors' % flavors, sum(services)),
            ('openstack allocation candidate list, one flavor: mean of %d' % len(clients), each),
            ('openstack allocation candidate list, all %d: worked out' % flavors, each * flavors)]:
        print('%-62s %9.3f' % (what, value))
    return 1 if wrong else 0


sys.exit(main())
