# shellcheck shell=bash
# OpenStack's own daemons, up and down.

# Keystone first, for everything else asks it; 35357 is where Charmed
# OpenStack's catalog has its admin URL.
start_keystone() {
    require_free keystone 5000 35357
    start_wsgi keystone '5000 35357' /usr/bin/keystone-wsgi-public \
        OS_KEYSTONE_CONFIG_FILES="$ETC/keystone/keystone.conf"
    wait_http keystone "$KEYSTONE_URL"
    clean python3 "$TESTBED/lab/seed.py" "$KEYSTONE_URL" "$PASSWORD"
}

start_services() {
    local neutron=(--config-file "$ETC/neutron/neutron.conf" --config-file "$ETC/neutron/ml2_conf.ini")
    local nova=(--config-file "$ETC/nova/nova.conf")
    local cinder=(--config-file "$ETC/cinder/cinder.conf")
    require_free placement 8778
    require_free nova-api 8774
    require_free neutron-server 9696
    require_free glance-api 9292
    require_free cinder-api 8776

    start_wsgi placement 8778 /usr/bin/placement-api OS_PLACEMENT_CONFIG_DIR="$ETC/placement"
    start neutron-server neutron-server "${neutron[@]}"
    start glance-api glance-api --config-file "$ETC/glance/glance-api.conf"
    start nova-conductor nova-conductor "${nova[@]}"
    start nova-scheduler nova-scheduler "${nova[@]}"
    start_wsgi nova-api 8774 /usr/bin/nova-api-wsgi OS_NOVA_CONFIG_DIR="$ETC/nova"
    start cinder-api cinder-api "${cinder[@]}"
    start cinder-scheduler cinder-scheduler "${cinder[@]}"
    # Debian's cinder-volume package pulls in iSCSI and LVM daemons; its code is in the common package.
    start cinder-volume env PYTHONPATH="$TESTBED/lab" python3 -c \
        'import sys; sys.argv[0] = "cinder-volume"; from cinder.cmd.volume import main; sys.exit(main())' "${cinder[@]}"
    start fakechassis python3 "$TESTBED/lab/fakechassis.py" "$RUN/hosts" "unix:$RUN/ovnsb.sock"

    wait_http placement http://127.0.0.1:8778/
    wait_http nova-api http://127.0.0.1:8774/
    wait_http neutron-server http://127.0.0.1:9696/
    wait_http glance-api http://127.0.0.1:9292/
    wait_http cinder-api http://127.0.0.1:8776/
}

# What others need goes last: computes say goodbye through rabbitmq and the conductor.
stop_everything() {
    local late=' nova-conductor nova-scheduler keystone placement ovn-northd ovnnb ovnsb rabbitmq epmd mariadb '
    local name left
    for name in $(names); do [[ $late == *" $name "* ]] || stop "$name" & done
    wait
    for name in nova-conductor nova-scheduler keystone placement ovn-northd; do stop "$name" & done
    wait
    for name in ovnnb ovnsb rabbitmq mariadb; do stop "$name" 120 & done
    wait
    stop epmd
    left=$(names)
    [ -z "$left" ] || die 1 "Not stopped: ${left//$'\n'/ }." "Look at the pid files in $RUN and at the processes they name."
}
