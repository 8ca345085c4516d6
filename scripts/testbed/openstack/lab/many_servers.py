"""Makes many servers of the flavor m1.nano, without a network.

many_servers.py CLOUD NUMBER

A hundred a request: that is one pass of the scheduler instead of a hundred.
"""
import sys
import time

import openstack

BATCH = 100
VERSION = '2.87'
PATIENCE = 3600  # seconds

cloud, number = sys.argv[1], int(sys.argv[2])
connection = openstack.connect(cloud=cloud)
compute = connection.compute
image = connection.image.find_image('jammy-amd64', ignore_missing=False).id
flavor = compute.find_flavor('m1.nano', ignore_missing=False).id
start = time.monotonic()


def count(status):
    """How many servers are in that status; a page of 1000 at most."""
    answer = compute.get('/servers?limit=1000&status=' + status, microversion=VERSION)
    return len(answer.json()['servers'])


for first in range(0, number, BATCH):
    size = min(BATCH, number - first)
    answer = compute.post('/servers', microversion=VERSION, json={'server': {
        'name': 'scale-%d' % (first // BATCH), 'imageRef': image, 'flavorRef': flavor,
        'min_count': size, 'max_count': size, 'networks': 'none'}})
    if answer.status_code >= 300:
        sys.exit('Error: Nova refused %d servers: %s' % (size, answer.text))
    # The next hundred when the last ones are nearly done, or the queues only grow.
    while count('BUILD') > size // 4 and time.monotonic() - start < PATIENCE:
        time.sleep(2)
    print('%d of %d asked for, %.0f s' % (first + size, number, time.monotonic() - start), flush=True)

while count('BUILD') and time.monotonic() - start < PATIENCE:
    time.sleep(2)
print('%d active, %d in ERROR, %.0f s' % (count('ACTIVE'), count('ERROR'), time.monotonic() - start))
