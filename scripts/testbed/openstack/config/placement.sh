# shellcheck shell=bash

configure_placement() {
    cat >"$ETC/placement/placement.conf" <<CONF
[DEFAULT]
use_stderr = true
[placement_database]
connection = $(database_url placement placement)
[api]
auth_strategy = keystone
$(authtoken placement placement)
CONF
}
