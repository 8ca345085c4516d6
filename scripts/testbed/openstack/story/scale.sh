# shellcheck shell=bash
# Many small servers without a network: $TOMBO_TESTBED_SERVERS, 300 by default,
# at one or two a second on two cores. A host of 8 vCPUs takes 128 of them;
# `addhost` makes room for more.

project=$(admin project show --domain domain1 project1 -f value -c id)
admin quota set --instances -1 --cores -1 --ram -1 "$project"
admin flavor create --vcpus 1 --ram 64 --disk 1 m1.nano -f value -c name
clean OS_CLIENT_CONFIG_FILE="$CLOUDS" python3 "$TESTBED/lab/many_servers.py" lab-user1 "${TOMBO_TESTBED_SERVERS:-300}"
