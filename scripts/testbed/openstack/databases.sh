# shellcheck shell=bash
# The services' data bases and their schemas: done once in the life of a testbed.

create_databases() {
    local log=$LOG/databases.log neutron others
    [ ! -f "$RUN/databases.done" ] || return 0
    say "data bases and schemas (the longest part; log: $log)"
    local database user
    for database in keystone placement nova nova_api nova_cell0 neutron glance cinder; do
        user=${database%%_*}
        echo "CREATE DATABASE IF NOT EXISTS $database CHARACTER SET utf8;"
        echo "CREATE USER IF NOT EXISTS '$user'@'localhost' IDENTIFIED BY '$PASSWORD';"
        echo "GRANT ALL ON $database.* TO '$user'@'localhost';"
    done | sql
    # Neutron's migrations take as long as all the others together.
    ( sync_neutron ) >>"$log" 2>&1 & neutron=$!
    ( sync_others ) >>"$log" 2>&1 & others=$!
    if ! wait "$neutron" || ! wait "$others"; then
        wait
        tail -n 8 "$log" >&2
        die 1 'A schema could not be made.' "Read $log, then run \`$SELF up --fresh\`."
    fi
    touch "$RUN/databases.done"
}

sync_neutron() {
    clean neutron-db-manage --config-file "$ETC/neutron/neutron.conf" --config-file "$ETC/neutron/ml2_conf.ini" \
        upgrade heads
}

sync_others() {
    local keystone=(clean keystone-manage --config-file "$ETC/keystone/keystone.conf")
    local nova=(clean nova-manage --config-file "$ETC/nova/nova.conf")
    "${keystone[@]}" db_sync
    "${keystone[@]}" fernet_setup --keystone-user root --keystone-group root
    "${keystone[@]}" credential_setup --keystone-user root --keystone-group root
    "${keystone[@]}" bootstrap --bootstrap-username admin --bootstrap-password "$PASSWORD" \
        --bootstrap-project-name admin --bootstrap-role-name admin --bootstrap-service-name keystone \
        --bootstrap-region-id "$REGION" --bootstrap-public-url "$KEYSTONE_URL" --bootstrap-internal-url "$KEYSTONE_URL" \
        --bootstrap-admin-url http://127.0.0.1:35357/v3
    clean placement-manage --config-file "$ETC/placement/placement.conf" db sync
    "${nova[@]}" api_db sync
    "${nova[@]}" cell_v2 map_cell0
    # Status 2: a cell of that name is there already (an earlier run got as far as this).
    "${nova[@]}" cell_v2 create_cell --name=cell1 || [ $? = 2 ]
    "${nova[@]}" db sync
    clean glance-manage --config-file "$ETC/glance/glance-api.conf" db_sync
    clean cinder-manage --config-file "$ETC/cinder/cinder.conf" db sync
}
