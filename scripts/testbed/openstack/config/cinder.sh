# shellcheck shell=bash

# The one backend says that it is a Ceph pool and stores nothing (lab/labcinder.py).
configure_cinder() {
    cp /etc/cinder/api-paste.ini /etc/cinder/resource_filters.json "$ETC/cinder/"
    cat >"$ETC/cinder/cinder.conf" <<CONF
[DEFAULT]
host = cinder
my_ip = 127.0.0.1
osapi_volume_listen = 127.0.0.1
osapi_volume_listen_port = 8776
osapi_volume_workers = 1
use_stderr = true
auth_strategy = keystone
api_paste_config = $ETC/cinder/api-paste.ini
resource_query_filters_file = $ETC/cinder/resource_filters.json
state_path = $RUN/cinder
transport_url = $RABBIT
glance_api_servers = http://127.0.0.1:9292
enabled_backends = cinder-ceph
default_volume_type = __DEFAULT__
rootwrap_config = /etc/cinder/rootwrap.conf
[cinder-ceph]
volume_driver = labcinder.LabRBDDriver
volume_backend_name = cinder-ceph
[database]
connection = $(database_url cinder cinder)
$(authtoken cinder volumev3)
[service_user]
send_service_user_token = true
$(credentials cinder)
[nova]
interface = internal
$(credentials nova)
[oslo_concurrency]
lock_path = $RUN/lock
CONF
}
