# shellcheck shell=bash

configure_rabbitmq() {
    cat >"$RUN/rabbit/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:5672
default_user = lab
default_pass = $PASSWORD
default_user_tags.administrator = true
loopback_users = none
vm_memory_high_watermark.absolute = 1GB
log.file = $LOG/rabbitmq-node.log
log.file.level = warning
CONF
    echo '[].' >"$RUN/rabbit/enabled_plugins"
}
