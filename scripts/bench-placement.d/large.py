"""A large cloud for Placement: one provider a host, as nova-compute makes it, and servers that take from it."""
import random

from cloud import Cloud


class LargeCloud(Cloud):
    """Hosts of a few sizes, as they are bought, each filled to another degree."""

    SIZES = [(48, 196608, 2000), (64, 262144, 3600), (96, 524288, 3600), (16, 65536, 900)]

    def __init__(self, hosts, flavors, placement):
        super().__init__(1, placement)
        self.sizes = (hosts, flavors)

    def build(self):
        hosts, flavors = self.sizes
        draw = random.Random(7)
        self.flavors = [self.plain(number) for number in range(flavors)]
        for number in range(hosts):
            name = 'compute%04d' % (number + 1)
            cpus, memory, disk = draw.choice(self.SIZES)
            own = self.uuid()
            self.placement.ask('POST', '/resource_providers', {'name': name, 'uuid': own})
            self.placement.ask('PUT', f'/resource_providers/{own}/inventories', {
                'resource_provider_generation': 0, 'inventories': {
                    'VCPU': self.inventory(cpus, 4.0, 0), 'MEMORY_MB': self.inventory(memory, 1.0, 4096),
                    'DISK_GB': self.inventory(disk, 1.0, 50)}})
            self.hosts[name] = own
            self.services[name] = None
            if draw.random() < 0.02:
                self.services[name] = 'disabled'
                self.trait(own, 'COMPUTE_STATUS_DISABLED')
            self.fill(own, memory, draw)

    @staticmethod
    def inventory(total, ratio, reserved):
        return {'total': total, 'allocation_ratio': ratio, 'reserved': reserved, 'min_unit': 1, 'max_unit': total,
                'step_size': 1}

    def plain(self, number):
        """Flavors of 1 to 64 processors and 2 to 8 GiB for each; every tenth has no disk, for volumes."""
        cpus = 2 ** (number % 7)
        return {
            'id': self.uuid(), 'name': 'f%02d' % number, 'vcpus': cpus, 'ram': cpus * 2048 * (1 + number % 4),
            'disk': 0 if number % 10 == 9 else 20 + 10 * number, 'OS-FLV-EXT-DATA:ephemeral': 0, 'swap': 0,
            'OS-FLV-DISABLED:disabled': False, 'os-flavor-access:is_public': True, 'rxtx_factor': 1.0,
            'links': [], 'description': None, 'extra_specs': {}}

    def fill(self, own, memory, draw):
        left = int((memory - 4096) * draw.random())
        while left > 4096:
            amount = min(left, draw.choice([4096, 8192, 16384, 32768, 65536]))
            if not self.placement.claim({own: {'resources': {
                    'VCPU': max(1, amount // 4096), 'MEMORY_MB': amount, 'DISK_GB': 20}}}, self.uuid()):
                return
            left -= amount
