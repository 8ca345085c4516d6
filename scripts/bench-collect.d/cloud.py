"""A cloud of many servers on the loopback: Keystone and Nova as they answer, the other services empty.

Every answer is made before the first request comes, and written in one piece: what is measured is
the client, not this program. It prints its port, then answers until its standard input ends.
"""
import asyncio
import json
import sys
import uuid

PAGE = 1000
# Collections that are not called as their path is.
NAMES = {
    'types': 'volume_types', 'qos-specs': 'qos_specs', 'os-availability-zone': 'availabilityZoneInfo',
    'get_pools': 'pools'}


def server(template, number):
    """The server of the fixture as one of many: what differs between real ones differs."""
    identity = str(uuid.UUID(int=number * 0x9e3779b97f4a7c15f39cc0605cedc834 % (1 << 128)))
    host = 'node%d.maas' % (number % 300)
    made = dict(template)
    made.update({
        'id': identity, 'name': 'vm-%05d' % number, 'tenant_id': '%032x' % (0xc0ffee << 100 | number % 80),
        'user_id': '%064x' % (0xbeef << 200 | number % 200),
        'hostId': '%056x' % (number * 0x9e3779b97f4a7c15), 'OS-EXT-SRV-ATTR:host': host,
        'OS-EXT-SRV-ATTR:hypervisor_hostname': host, 'OS-EXT-SRV-ATTR:hostname': 'vm-%05d' % number,
        'OS-EXT-SRV-ATTR:instance_name': 'instance-%08x' % number,
        'OS-EXT-SRV-ATTR:reservation_id': 'r-%08x' % number,
        'created': '2026-11-%02dT19:%02d:10Z' % (number % 28 + 1, number % 60),
        'updated': '2026-11-%02dT19:%02d:13Z' % (number % 28 + 1, number % 60),
        'OS-SRV-USG:launched_at': '2026-11-%02dT19:%02d:12.000000' % (number % 28 + 1, number % 60),
        'os-extended-volumes:volumes_attached': [
            {'id': str(uuid.UUID(int=number << 64)), 'delete_on_termination': False}],
        'metadata': {'role': 'web', 'unit': 'app/%d' % (number % 12)},
        # As long as a small cloud-init is in base64; no inventory reads it.
        'OS-EXT-SRV-ATTR:user_data': template['OS-EXT-SRV-ATTR:user_data'] * 10,
    })
    links = [{'rel': rel, 'href': 'http://127.0.0.1:8774/%s/servers/%s' % (path, identity)}
             for rel, path in (('self', 'v2.1'), ('bookmark', 'compute'))]
    made['links'] = links
    made['addresses'] = {network: [
        dict(address, addr='%s.%d.%d' % (address['addr'].rsplit('.', 2)[0], number >> 8 & 255, number & 255))
        for address in addresses] for network, addresses in template['addresses'].items()}
    return made


def catalog(base):
    services = {
        'identity': '/identity/v3', 'compute': '/compute/v2.1', 'placement': '/placement', 'network': '/network',
        'image': '/image', 'volumev3': '/volume/v3/c0ffee'}
    return [{'id': kind, 'name': kind, 'type': kind, 'endpoints': [
        {'id': kind + interface, 'interface': interface, 'region': 'RegionOne', 'region_id': 'RegionOne',
         'url': base + path} for interface in ('public', 'internal', 'admin')]} for kind, path in services.items()]


class Cloud:
    def __init__(self, fixtures, count):
        with open(fixtures + '/nova_server.json') as file:
            template = json.load(file)['servers'][0]
        with open(fixtures + '/token-admin.json') as file:
            self.token = json.load(file)['token']
        self.token['expires_at'] = '2099-01-01T00:00:00.000000Z'
        self.token['issued_at'] = '2098-12-31T23:00:00.000000Z'
        self.count = count
        self.pages = {}
        self.after = {}
        rows = [server(template, number) for number in range(count)]
        for start in range(0, count + 1, PAGE):
            page = rows[start:start + PAGE]
            body = {'servers': page}
            if len(page) == PAGE:
                self.after[page[-1]['id']] = start + PAGE
                body['servers_links'] = [{
                    'rel': 'next', 'href': 'http://127.0.0.1:8774/v2.1/servers/detail?all_tenants=1&marker='
                    + page[-1]['id']}]
            self.pages[start] = self.rendered(200, json.dumps(body).encode())
        if rows:
            self.after.setdefault(rows[-1]['id'], max(self.pages) if count % PAGE == 0 else None)

    def listen_at(self, port):
        base = 'http://127.0.0.1:%d' % port
        self.token['catalog'] = catalog(base)

        def versions(path, identity, newest, oldest):
            entry = {'id': identity, 'status': 'CURRENT', 'version': newest, 'max_version': newest,
                     'min_version': oldest, 'updated': '2026-01-01T00:00:00Z',
                     'links': [{'rel': 'self', 'href': base + path}]}
            return entry
        nova = versions('/compute/v2.1/', 'v2.1', '2.93', '2.1')
        cinder = versions('/volume/v3/', 'v3.0', '3.70', '3.0')
        keystone = versions('/identity/v3/', 'v3.14', '', '')
        placement = versions('/placement/', 'v1.0', '1.39', '1.0')
        neutron = versions('/network/v2.0/', 'v2.0', '', '')
        glance = versions('/image/v2/', 'v2.16', '', '')
        self.documents = {path: self.rendered(200, json.dumps(body).encode()) for path, body in {
            '/compute/v2.1': {'version': nova}, '/compute': {'versions': [nova]},
            '/volume/v3': {'versions': [cinder]}, '/volume': {'versions': [cinder]},
            '/identity/v3': {'version': keystone}, '/identity': {'versions': {'values': [keystone]}},
            '/placement': {'versions': [placement]}, '/network': {'versions': [neutron]},
            '/image': {'versions': [glance]},
        }.items()}
        self.signed_in = self.rendered(
            201, json.dumps({'token': self.token}).encode(), 'X-Subject-Token: gAAAA-bench\r\n')

    @staticmethod
    def rendered(status, body, headers=''):
        return ('HTTP/1.1 %d OK\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n' % (
            status, headers, len(body))).encode() + body

    def answer(self, method, target):
        path, _, query = target.partition('?')
        path = path.rstrip('/')
        if path.endswith('/auth/tokens'):
            return self.signed_in
        if path in self.documents:
            return self.documents[path]
        if path.startswith('/compute') and path.endswith('/servers/detail'):
            if 'deleted=True' in query.split('&'):
                return self.rendered(200, b'{"servers": []}')  # nobody deleted any
            marker = next((part[7:] for part in query.split('&') if part.startswith('marker=')), None)
            start = self.after.get(marker, None) if marker else 0
            return self.rendered(200, b'{"servers": []}') if start is None else self.pages[start]
        if path.startswith('/network') and path.endswith('/details'):
            # Each project has its own default group, so that asking for the groups makes none.
            amount = {'limit': 10, 'used': 1, 'reserved': 0}
            return self.rendered(200, json.dumps({'quota': {'security_group': amount}}).encode())
        words = [word for word in path.split('/') if word != 'detail']
        name = NAMES.get(words[-1], words[-1]).removeprefix('os-').replace('-', '_')
        return self.rendered(200, json.dumps({name: []}).encode())


class Connection(asyncio.Protocol):
    def __init__(self, cloud):
        self.cloud = cloud
        self.received = b''

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.received += data
        while True:
            head, end, rest = self.received.partition(b'\r\n\r\n')
            if not end:
                return
            length = next((int(line[15:]) for line in head.split(b'\r\n') if line.lower().startswith(
                b'content-length:')), 0)
            if len(rest) < length:
                return
            self.received = rest[length:]
            method, target, _ = head.split(b'\r\n', 1)[0].decode().split(' ')
            self.transport.write(self.cloud.answer(method, target))


async def serve(fixtures, count):
    cloud = Cloud(fixtures, count)
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: Connection(cloud), '127.0.0.1', 0)
    port = listening.sockets[0].getsockname()[1]
    cloud.listen_at(port)
    print(json.dumps({'port': port, 'bytes': sum(map(len, cloud.pages.values()))}), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == '__main__':
    asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
