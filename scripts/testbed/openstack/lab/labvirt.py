"""Nova's fake virt driver with the face of a real KVM host.

The machine it pretends to be is in the JSON file $LAB_HOST_JSON:
    {"host": "node1.maas", "hypervisor_hostname": "node1.maas",
     "host_ip": "172.16.0.101", "vcpus": 8, "memory_mb": 32096, "local_gb": 457}
Guests survive a restart of the process: a guest it does not know is taken to
be in the power state that Nova's data base has.
"""
import json
import os
import subprocess

from nova.compute import power_state
from nova.virt import fake
from nova.virt import hardware

with open(os.environ['LAB_HOST_JSON']) as file:
    SPEC = json.load(file)

CPU_INFO = {
    'arch': 'x86_64', 'model': 'Broadwell-IBRS', 'vendor': 'Intel',
    'topology': {'cells': 1, 'sockets': 1, 'cores': 4, 'threads': 2},
    'features': ['aes', 'avx', 'avx2', 'fma', 'sse4.2', 'vmx', 'x2apic']}
TRAITS = ['HW_CPU_X86_AESNI', 'HW_CPU_X86_AVX', 'HW_CPU_X86_AVX2',
          'HW_CPU_X86_FMA3', 'HW_CPU_X86_SSE42', 'HW_CPU_X86_VMX',
          'COMPUTE_NET_VIF_MODEL_VIRTIO', 'COMPUTE_STORAGE_BUS_VIRTIO']
LASTING_STATES = (power_state.RUNNING, power_state.SHUTDOWN,
                  power_state.PAUSED, power_state.SUSPENDED)


class LabDriver(fake.FakeDriver):
    # The lab's image is qcow2, which the fake driver does not claim to take.
    capabilities = dict(fake.FakeDriver.capabilities, supports_image_type_qcow2=True)
    vcpus = SPEC['vcpus']
    memory_mb = SPEC['memory_mb']
    local_gb = SPEC['local_gb']

    def init_host(self, host):
        super().init_host(host)
        # The fake driver calls its node as nova.conf calls the host; the two may differ.
        self._set_nodes([SPEC['hypervisor_hostname']])

    def get_host_ip_addr(self):
        return SPEC['host_ip']

    def get_host_uptime(self):
        # As the libvirt driver: the output of uptime(1), clock, load average and all.
        return subprocess.run(['env', 'LANG=C', 'uptime'], capture_output=True, text=True).stdout

    def _ensure(self, instance):
        if instance.uuid in self.instances:
            return
        state = instance.power_state
        if state not in LASTING_STATES:
            state = power_state.SHUTDOWN if instance.vm_state == 'stopped' else power_state.RUNNING
        self.instances[instance.uuid] = fake.FakeInstance(instance.name, state, instance.uuid)

    def get_info(self, instance, use_cache=True):
        self._ensure(instance)
        return hardware.InstanceInfo(state=self.instances[instance.uuid].state)

    def power_off(self, instance, timeout=0, retry_interval=0):
        self._ensure(instance)
        super().power_off(instance, timeout, retry_interval)

    def power_on(self, context, instance, network_info, block_device_info=None, accel_info=None):
        self._ensure(instance)
        super().power_on(context, instance, network_info)

    def get_available_resource(self, nodename):
        resources = super().get_available_resource(nodename)
        if resources:
            resources.update(
                hypervisor_type='QEMU', hypervisor_version=6002000,
                host_ip=SPEC['host_ip'], cpu_info=json.dumps(CPU_INFO),
                supported_instances=[('i686', 'kvm', 'hvm'), ('x86_64', 'kvm', 'hvm')],
                disk_available_least=self.local_gb - 20 * len(self.instances))
        return resources

    def update_provider_tree(self, provider_tree, nodename, allocations=None):
        super().update_provider_tree(provider_tree, nodename, allocations)
        provider_tree.add_traits(nodename, *TRAITS)
