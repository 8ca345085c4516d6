"""What MAAS 3.6 answers about the lab: the body of each path, at a stage. Shapes as the API gives them."""
import lab

API = '/MAAS/api/2.0'
GIB = 1 << 30
ZONE = {'id': 1, 'name': 'default', 'description': '', 'resource_uri': API + '/zones/default/'}
VLAN = {
    'id': 5001, 'vid': 0, 'name': 'untagged', 'fabric': 'fabric-0', 'fabric_id': 0, 'mtu': 1500, 'dhcp_on': True,
    'external_dhcp': None, 'relay_vlan': None, 'primary_rack': 'ep4xat', 'secondary_rack': None, 'space': 'oam-space',
    'resource_uri': API + '/vlans/5001/'}
PROVIDER_VLAN = {**VLAN, 'id': 5002, 'fabric': 'fabric-1', 'fabric_id': 1, 'dhcp_on': False, 'primary_rack': None,
                 'space': 'external-space', 'resource_uri': API + '/vlans/5002/'}
SUBNET = {
    'id': 1, 'name': 'oam', 'description': '', 'vlan': VLAN, 'cidr': '10.0.0.0/24', 'rdns_mode': 2,
    'gateway_ip': '10.0.0.1', 'dns_servers': ['10.0.0.1'], 'allow_dns': True, 'allow_proxy': True,
    'active_discovery': True, 'managed': True, 'disabled_boot_architectures': [], 'space': 'oam-space',
    'resource_uri': API + '/subnets/1/'}
PROVIDER_SUBNET = {
    **SUBNET, 'id': 2, 'name': 'external', 'vlan': PROVIDER_VLAN, 'cidr': '172.16.0.0/20', 'gateway_ip': '172.16.0.1',
    'managed': False, 'active_discovery': False, 'space': 'external-space', 'resource_uri': API + '/subnets/2/'}
POOLS = [
    {'id': 0, 'name': 'default', 'description': 'Default pool', 'resource_uri': API + '/resourcepool/0/'},
    {'id': 1, 'name': 'openstack', 'description': '', 'resource_uri': API + '/resourcepool/1/'}]
DOMAIN = {'id': 0, 'name': lab.DOMAIN, 'authoritative': True, 'ttl': None, 'is_default': True,
          'resource_record_count': 0, 'resource_uri': API + '/domains/0/'}
TAGS = ('compute', 'juju', 'storage')


def interface(system_id, number, name, mac, vlan, links, **more):
    return {
        'id': number, 'name': name, 'type': 'physical', 'mac_address': mac, 'enabled': True, 'link_connected': True,
        'interface_speed': 1000, 'link_speed': 1000, 'parents': [], 'children': [], 'params': {},
        'effective_mtu': 1500, 'vlan': vlan, 'links': links, 'discovered': None, 'tags': [],
        'vendor': 'Intel Corporation', 'product': 'I350 Gigabit', 'firmware_version': '1.63', 'numa_node': 0,
        'sriov_max_vf': 0, 'system_id': system_id,
        'resource_uri': '%s/nodes/%s/interfaces/%d/' % (API, system_id, number), **more}


def interfaces(node, deployed):
    link = {'id': 10 * node.number, 'mode': 'static' if deployed else 'auto', 'subnet': SUBNET}
    if deployed:
        link['ip_address'] = node.address
    cards = [interface(node.system_id, 20 * node.number, 'enp1s0', node.mac(1), VLAN, [link])]
    if node.model == 'openstack':
        # The card that the ovn-chassis charm puts into br-ex; who built the lab modelled the bridge in MAAS.
        second = interface(node.system_id, 20 * node.number + 1, 'enp2s0', node.mac(2), PROVIDER_VLAN, [],
                           children=['br-ex'])
        bridge = interface(
            node.system_id, 20 * node.number + 2, 'br-ex', node.mac(2), PROVIDER_VLAN,
            [{'id': 10 * node.number + 1, 'mode': 'link_up', 'subnet': PROVIDER_SUBNET}], type='bridge',
            parents=['enp2s0'], params={'bridge_fd': 15, 'bridge_stp': False, 'bridge_type': 'ovs'}, vendor=None,
            product=None, firmware_version=None, numa_node=None, link_speed=0, interface_speed=0)
        cards += [second, bridge]
    return cards


def disk(node, number, name):
    is_root = name == 'sda'
    size = 240 * GIB if is_root else 480 * GIB
    used = 'GPT partitioned with 2 partitions' if is_root else 'Unused'
    return {
        'id': 10 * node.number + number, 'name': name, 'type': 'physical', 'size': size, 'block_size': 512,
        'model': 'SAMSUNG MZ7L3480', 'serial': 'S665NE0%s' % lab.stable(node.name + name, 7).upper(),
        'firmware_version': 'JXTC304Q', 'id_path': '/dev/disk/by-id/wwn-0x%s' % lab.stable(name + node.name, 16),
        'path': '/dev/disk/by-dname/' + name, 'tags': ['ssd', 'sata'], 'numa_node': 0,
        'partition_table_type': 'GPT' if is_root else None, 'partitions': [], 'filesystem': None, 'used_for': used,
        'used_size': size if is_root else 0, 'available_size': 0 if is_root else size, 'storage_pool': None,
        'uuid': None, 'system_id': node.system_id,
        'resource_uri': '%s/nodes/%s/blockdevices/%d/' % (API, node.system_id, 10 * node.number + number)}


def machine(node, stage):
    deployed = node.is_deployed(stage)
    disks = [disk(node, number, name) for number, name in enumerate(node.disks)]
    cards = interfaces(node, deployed)
    model = lab.MODEL if node.model == 'openstack' else lab.CONTROLLER_MODEL
    owned = {} if not deployed else {
        'juju-controller-uuid': lab.CONTROLLER, 'juju-model-uuid': model,
        'juju-machine-id': '%s-machine-%s' % (node.model, node.machine)}
    passed = {key: value for test in ('commissioning', 'cpu_test', 'memory_test', 'storage_test', 'network_test',
                                      'testing', 'interface_test', 'other_test')
              for key, value in ((test + '_status', 2), (test + '_status_name', 'Passed'))}
    return {
        'system_id': node.system_id, 'hostname': node.name, 'fqdn': node.fqdn, 'domain': DOMAIN, 'node_type': 0,
        'node_type_name': 'Machine', 'status': 6 if deployed else 4,
        'status_name': 'Deployed' if deployed else 'Ready', 'status_action': '', 'status_message': None,
        'power_state': 'on' if deployed else 'off', 'power_type': 'ipmi', 'owner': 'admin' if deployed else None,
        'owner_data': owned, 'workload_annotations': owned, 'zone': ZONE,
        'pool': next(pool for pool in POOLS if pool['name'] == node.pool), 'tag_names': node.tags,
        'architecture': 'amd64/generic', 'cpu_count': node.cores, 'cpu_speed': 2300, 'memory': node.memory_mib,
        'storage': sum(one['size'] for one in disks) / 1e6, 'swap_size': None, 'osystem': 'ubuntu' if deployed else '',
        'distro_series': 'jammy' if deployed else '', 'hwe_kernel': 'ga-22.04' if deployed else None,
        'min_hwe_kernel': '', 'netboot': not deployed, 'locked': False, 'bios_boot_method': 'uefi',
        'hardware_uuid': '4c4c4544-0051-%s' % lab.stable(node.name, 20), 'description': '', 'error_description': '',
        'enable_hw_sync': False, 'sync_interval': None, 'last_sync': None, 'next_sync': None, 'ephemeral_deploy': False,
        'hardware_info': {
            'system_vendor': 'Dell Inc.', 'system_product': 'PowerEdge R340', 'system_serial': 'SN%05d' % node.number,
            'cpu_model': 'Intel(R) Xeon(R) E-2234 CPU', 'mainboard_vendor': 'Dell Inc.', 'chassis_type': 'Unknown'},
        'ip_addresses': [node.address] if deployed else [], 'interface_set': cards, 'boot_interface': cards[0],
        'blockdevice_set': disks, 'physicalblockdevice_set': disks, 'virtualblockdevice_set': [], 'boot_disk': disks[0],
        'special_filesystems': [], 'bcaches': [], 'raids': [], 'volume_groups': [], 'cache_sets': [],
        'numanode_set': [{'index': 0, 'memory': node.memory_mib, 'cores': list(range(node.cores)),
                          'hugepages_set': []}],
        'pod': None, 'virtualmachine_id': None, 'parent': None, 'default_gateways': {
            'ipv4': {'gateway_ip': '10.0.0.1', 'link_id': None}, 'ipv6': {'gateway_ip': None, 'link_id': None}},
        'current_commissioning_result_id': 10 + node.number, 'current_testing_result_id': 20 + node.number,
        'current_installation_result_id': 30 + node.number if deployed else None, 'address_ttl': None,
        'disable_ipv4': False, **passed, 'resource_uri': '%s/machines/%s/' % (API, node.system_id)}


def device(container):
    number = 500 + 20 * int(container.machine) + container.number
    link = {'id': number, 'mode': 'static', 'ip_address': container.address, 'subnet': SUBNET}
    return {
        'system_id': container.system_id, 'hostname': container.hostname,
        'fqdn': '%s.%s' % (container.hostname, lab.DOMAIN), 'domain': DOMAIN, 'node_type': 1,
        'node_type_name': 'Device', 'owner': 'admin', 'owner_data': {}, 'workload_annotations': {}, 'tag_names': [],
        'zone': ZONE, 'parent': lab.host_of(container).system_id, 'ip_addresses': [container.address],
        'interface_set': [interface(container.system_id, number, 'eth0', container.mac, VLAN, [link], vendor=None,
                                    product=None, firmware_version=None, numa_node=None)],
        'address_ttl': None, 'description': '', 'resource_uri': '%s/devices/%s/' % (API, container.system_id)}


def controller(kind):
    services = ('rackd', 'dhcpd', 'tftp', 'http', 'dns_rack', 'proxy_rack', 'ntp_rack', 'syslog_rack') \
        if kind == 'rackcontrollers' else ('regiond', 'bind9', 'ntp_region', 'proxy', 'syslog_region')
    return {
        'system_id': 'ep4xat', 'hostname': 'maas', 'fqdn': 'maas.maas', 'domain': DOMAIN, 'node_type': 4,
        'node_type_name': 'Region and rack controller', 'architecture': 'amd64/generic', 'cpu_count': 4,
        'cpu_speed': 2300, 'memory': 8192, 'storage': 64000.0, 'swap_size': None, 'osystem': 'ubuntu',
        'distro_series': 'jammy', 'power_state': 'unknown', 'power_type': '', 'status_action': None, 'zone': ZONE,
        'tag_names': [], 'ip_addresses': ['10.0.0.2'], 'interface_set': [], 'version': '3.6.5-17637-g.1c2ba5e1d',
        'service_set': [{'name': name, 'status': 'running', 'status_info': ''} for name in services],
        'hardware_uuid': None, 'description': '', 'resource_uri': '%s/%s/ep4xat/' % (API, kind)}


def space(number, name, vlan, subnet):
    return {'id': number, 'name': name, 'description': '', 'vlans': [vlan], 'subnets': [subnet],
            'resource_uri': '%s/spaces/%d/' % (API, number)}


def documents(stage):
    """The answers by path; the query does not matter to any of them."""
    return {
        'version/': {'version': '3.6.5', 'subversion': '', 'capabilities': [
            'networks-management', 'static-ipaddresses', 'devices-management', 'storage-deployment-ubuntu']},
        'users/': {'is_superuser': True, 'username': 'tombo', 'email': '', 'is_local': True,
                   'resource_uri': API + '/users/tombo/'},
        'machines/': [machine(node, stage) for node in lab.NODES],
        'devices/': [device(container) for container in lab.containers()],
        'tags/': [{'name': name, 'definition': '', 'comment': '', 'kernel_opts': '',
                   'resource_uri': '%s/tags/%s/' % (API, name)} for name in TAGS],
        'zones/': [ZONE], 'resourcepools/': POOLS, 'domains/': [DOMAIN],
        'fabrics/': [{'id': 0, 'name': 'fabric-0', 'class_type': None, 'vlans': [VLAN],
                      'resource_uri': API + '/fabrics/0/'},
                     {'id': 1, 'name': 'fabric-1', 'class_type': None, 'vlans': [PROVIDER_VLAN],
                      'resource_uri': API + '/fabrics/1/'}],
        'fabrics/0/vlans/': [VLAN], 'fabrics/1/vlans/': [PROVIDER_VLAN], 'subnets/': [SUBNET, PROVIDER_SUBNET],
        'spaces/': [space(1, 'oam-space', VLAN, SUBNET), space(2, 'external-space', PROVIDER_VLAN, PROVIDER_SUBNET)],
        'vm-hosts/': [], 'rackcontrollers/': [controller('rackcontrollers')],
        'regioncontrollers/': [controller('regioncontrollers')],
    }
