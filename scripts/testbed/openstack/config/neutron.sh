# shellcheck shell=bash

# ML2 with OVN, as Charmed OpenStack sets it up: real northbound and southbound
# data bases and a real northd; lab/fakechassis.py plays the ovn-controllers.
configure_neutron() {
    cp /etc/neutron/api-paste.ini "$ETC/neutron/"
    cat >"$ETC/neutron/neutron.conf" <<CONF
[DEFAULT]
bind_host = 127.0.0.1
bind_port = 9696
use_stderr = true
state_path = $RUN/neutron
auth_strategy = keystone
api_paste_config = $ETC/neutron/api-paste.ini
core_plugin = ml2
service_plugins = metering,segments,ovn-router
transport_url = $RABBIT
api_workers = 1
rpc_workers = 1
notify_nova_on_port_status_changes = true
notify_nova_on_port_data_changes = true
dns_domain = cloud.maas.
global_physnet_mtu = 1500
pagination_max_limit = ${TOMBO_TESTBED_NEUTRON_PAGE:--1}
[database]
connection = $(database_url neutron neutron)
$(authtoken neutron network)
[nova]
$(credentials nova)
[placement]
$(credentials nova)
[oslo_concurrency]
lock_path = $RUN/lock
[oslo_policy]
policy_dirs = $ETC/neutron/policy.d
CONF
    cat >"$ETC/neutron/ml2_conf.ini" <<CONF
[ml2]
extension_drivers = port_security
type_drivers = geneve,flat,vlan
tenant_network_types = geneve,flat,vlan
mechanism_drivers = ovn
path_mtu = 1500
overlay_ip_version = 4
[ml2_type_geneve]
vni_ranges = 1001:2000
max_header_size = 38
[ml2_type_flat]
flat_networks = physnet1
[ml2_type_vlan]
network_vlan_ranges = physnet1:1000:2000
[securitygroup]
enable_security_group = true
[ovn]
ovn_nb_connection = unix:$RUN/ovnnb.sock
ovn_sb_connection = unix:$RUN/ovnsb.sock
ovn_l3_scheduler = leastloaded
ovn_metadata_enabled = true
enable_distributed_floating_ip = false
CONF
}
