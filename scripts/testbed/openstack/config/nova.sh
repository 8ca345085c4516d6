# shellcheck shell=bash

# One file for all of nova; a nova-compute reads a second one, with its host's
# name and address (hosts.sh). The driver is lab/labvirt.py. Scheduler filters
# are those that do not ask for a network or a zone; hosts are discovered every
# 10 s, or a new one would wait for the 5 minutes of a cron job.
configure_nova() {
    cp /etc/nova/api-paste.ini "$ETC/nova/"
    cat >"$ETC/nova/nova.conf" <<CONF
[DEFAULT]
host = control
my_ip = 127.0.0.1
state_path = $RUN/nova
instances_path = $RUN/nova
use_stderr = true
transport_url = $RABBIT
rpc_response_timeout = 180
compute_driver = labvirt.LabDriver
enabled_apis = osapi_compute
osapi_max_limit = ${TOMBO_TESTBED_NOVA_PAGE:-1000}
instance_usage_audit = false
sync_power_state_interval = 600
update_resources_interval = 60
dhcp_domain = cloud.maas
[api]
auth_strategy = keystone
[wsgi]
api_paste_config = $ETC/nova/api-paste.ini
[api_database]
connection = $(database_url nova nova_api)
[database]
connection = $(database_url nova nova)
max_pool_size = 5
$(authtoken nova compute)
[service_user]
send_service_user_token = true
$(credentials nova)
[placement]
$(credentials nova)
[neutron]
$(credentials nova)
[glance]
$(credentials nova)
api_servers = http://127.0.0.1:9292
[cinder]
$(credentials nova)
os_region_name = $REGION
catalog_info = volumev3:cinderv3:internalURL
[keystone]
$(credentials nova)
[conductor]
workers = 1
[scheduler]
workers = 1
discover_hosts_in_cells_interval = 10
[filter_scheduler]
enabled_filters = ComputeFilter,ComputeCapabilitiesFilter,ImagePropertiesFilter,ServerGroupAntiAffinityFilter,ServerGroupAffinityFilter
[compute]
live_migration_wait_for_vif_plug = false
[oslo_concurrency]
lock_path = $RUN/lock
[oslo_messaging_rabbit]
heartbeat_in_pthread = false
[vnc]
enabled = false
CONF
}
