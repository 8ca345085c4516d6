# shellcheck shell=bash

# Images lie in a directory; the store is called ceph, as in the real lab.
configure_glance() {
    cp /etc/glance/glance-api-paste.ini "$ETC/glance/"
    cat >"$ETC/glance/glance-api.conf" <<CONF
[DEFAULT]
bind_host = 127.0.0.1
bind_port = 9292
workers = 1
use_stderr = true
transport_url = $RABBIT
enabled_backends = ceph:file
show_image_direct_url = true
node_staging_uri = file://$RUN/glance/staging
[os_glance_staging_store]
filesystem_store_datadir = $RUN/glance/staging
[os_glance_tasks_store]
filesystem_store_datadir = $RUN/glance/tasks
[glance_store]
default_backend = ceph
[ceph]
filesystem_store_datadir = $RUN/glance/images
[database]
connection = $(database_url glance glance)
$(authtoken glance image)
[paste_deploy]
flavor = keystone
config_file = $ETC/glance/glance-api-paste.ini
[oslo_concurrency]
lock_path = $RUN/lock
CONF
}
