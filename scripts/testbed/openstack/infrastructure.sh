# shellcheck shell=bash
# What OpenStack stands on: MariaDB, RabbitMQ (with its own epmd), OVN.

sql() { mariadb --no-defaults -uroot --socket="$RUN/mysql.sock" "$@"; }

start_infrastructure() {
    start_mariadb
    start_rabbitmq
    start_ovn
    wait_service mariadb quiet sql -e 'select 1'
}

quiet() { "$@" >/dev/null 2>&1; }

# Durability is traded for speed: a lab that lost its power is made anew.
start_mariadb() {
    if [ ! -d "$RUN/mysql/mysql" ]; then
        mariadb-install-db --no-defaults --user=root --datadir="$RUN/mysql" --skip-test-db \
            --auth-root-authentication-method=normal >"$LOG/mariadb-install.log" 2>&1 ||
            die 1 'MariaDB could not make its data directory.' "Read $LOG/mariadb-install.log."
    fi
    start mariadb mariadbd --no-defaults --user=root --datadir="$RUN/mysql" --socket="$RUN/mysql.sock" \
        --pid-file="$RUN/mysql/own-pid" --skip-networking --max-connections=1000 --character-set-server=utf8mb3 \
        --skip-log-bin --innodb-buffer-pool-size=512M --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 \
        --innodb-flush-method=O_DIRECT_NO_FSYNC --sync-frm=0
}

# Every port is named, or RabbitMQ would listen on all addresses; epmd has a
# port of its own, so that the machine's stays out of it.
start_rabbitmq() {
    require_free epmd 4370
    require_free rabbitmq 5672 25672
    start epmd epmd -address 127.0.0.1 -port 4370 -relaxed_command_check
    start rabbitmq env ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=4370 ERL_CRASH_DUMP_BYTES=0 \
        RABBITMQ_NODENAME=labrabbit@localhost RABBITMQ_DIST_PORT=25672 \
        RABBITMQ_CONFIG_FILE="$RUN/rabbit/rabbitmq.conf" RABBITMQ_CONF_ENV_FILE=/dev/null \
        RABBITMQ_GENERATED_CONFIG_DIR="$RUN/rabbit/gen" RABBITMQ_ENABLED_PLUGINS_FILE="$RUN/rabbit/enabled_plugins" \
        RABBITMQ_FEATURE_FLAGS_FILE="$RUN/rabbit/ff" RABBITMQ_MNESIA_BASE="$RUN/rabbit/mnesia" \
        RABBITMQ_PID_FILE="$RUN/rabbit/pid" RABBITMQ_LOG_BASE="$LOG" RABBITMQ_LOGS="$LOG/rabbitmq-node.log" \
        'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1}' \
        /usr/lib/rabbitmq/bin/rabbitmq-server
}

start_ovn() {
    local side
    for side in nb sb; do
        [ -f "$RUN/ovn$side.db" ] || ovsdb-tool create "$RUN/ovn$side.db" "/usr/share/ovn/ovn-$side.ovsschema"
        start "ovn$side" ovsdb-server --remote="punix:$RUN/ovn$side.sock" --unixctl="$RUN/ovn$side.ctl" \
            --log-file="$LOG/ovn$side-server.log" -vconsole:off "$RUN/ovn$side.db"
    done
    for side in nb sb; do wait_service "ovn$side" test -S "$RUN/ovn$side.sock"; done
    start ovn-northd ovn-northd --ovnnb-db="unix:$RUN/ovnnb.sock" --ovnsb-db="unix:$RUN/ovnsb.sock" \
        --unixctl="$RUN/northd.ctl" --log-file="$LOG/northd.log" -vconsole:off
}
