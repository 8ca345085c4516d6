# shellcheck shell=bash
# Compute hosts: a file run/hosts/NAME.json each, read by lab/labvirt.py (what
# the machine has) and by lab/fakechassis.py (its OVN chassis).

# The hosts of the real lab: three equal machines; node4 joins at tarefa-3.
NODES=${TOMBO_TESTBED_NODES-node1 node2 node3}

host_file() { echo "$RUN/hosts/$1.json"; }

# write_host NAME SERVICE_HOST VCPUS MEMORY_MB LOCAL_GB
write_host() {
    local number=${1//[!0-9]/}
    number=$((10#${number:-99}))
    jq -n --arg host "$2" --arg hypervisor "$1.maas" --arg ip "172.16.$((number / 150)).$((100 + number % 150))" \
        --argjson vcpus "$3" --argjson memory "$4" --argjson disk "$5" \
        '{host: $host, hypervisor_hostname: $hypervisor, host_ip: $ip, vcpus: $vcpus, memory_mb: $memory,
          local_gb: $disk, powered: true}' >"$(host_file "$1").new"
    mv "$(host_file "$1").new" "$(host_file "$1")"
}

# set_powered NAME true|false   (a rename: fakechassis reads these files all the time)
set_powered() {
    jq ".powered = $2" "$(host_file "$1")" >"$(host_file "$1").new"
    mv "$(host_file "$1").new" "$(host_file "$1")"
}

host_names() {
    local file
    for file in "$RUN"/hosts/*.json; do
        [ ! -f "$file" ] || basename "$file" .json
    done
}

start_compute() {
    local name=$1 file conf=$ETC/nova/$1.conf
    file=$(host_file "$name")
    mkdir -p "$RUN/nova/$name"
    {
        echo '[DEFAULT]'
        jq -r '"host = " + .host, "my_ip = " + .host_ip' "$file"
        echo "state_path = $RUN/nova/$name"
        # By hand, for experiments: reserved_host_memory_mb, cpu_allocation_ratio and the like.
        [ ! -f "$RUN/hosts/$name.extra" ] || cat "$RUN/hosts/$name.extra"
    } >"$conf"
    start "compute-$name" env LAB_HOST_JSON="$file" \
        python3 "$TESTBED/lab/nova_compute.py" --config-file "$ETC/nova/nova.conf" --config-file "$conf"
}

# A host counts when its nova-compute has reported since it was started (its
# pid file is that old) and the scheduler has discovered it.
compute_ready() {
    local name=$1 host since count
    host=$(jq -r .host "$(host_file "$name")")
    since=$(stat -c %Y "$RUN/compute-$name.pid")
    count=$(sql -N -e "set time_zone = '+00:00';
        select count(*) from nova.services s join nova_api.host_mappings m on m.host = s.host
        where s.host = '$host' and s.\`binary\` = 'nova-compute' and s.deleted = 0
          and s.updated_at >= from_unixtime($since)")
    [ "$count" = 1 ]
}

wait_computes() {
    local name
    for name in "$@"; do wait_service "compute-$name" compute_ready "$name"; done
}

# A fresh lab gets $NODES; a kept one all the hosts it had, save those switched off.
start_hosts() {
    local name on=()
    if [ -z "$(host_names)" ]; then
        for name in $NODES; do write_host "$name" "$name.maas" 8 32096 457; done
    fi
    for name in $(host_names); do
        if [ "$(jq .powered "$(host_file "$name")")" = true ]; then on+=("$name"); fi
    done
    for name in "${on[@]}"; do start_compute "$name"; done
    wait_computes "${on[@]}"
}

# addhost [--service-host HOST] NAME [VCPUS MEMORY_MB LOCAL_GB]
addhost() {
    local service_host='' name number
    if [ "${1:-}" = --service-host ]; then
        service_host=${2:-}
        shift 2 || usage_error '--service-host needs a name.'
    fi
    name=${1:-}
    [[ $name =~ ^[a-z][a-z0-9-]*$ ]] || usage_error "'$name' is not the name of a host (lower-case letters, digits and dashes)."
    [[ $# = 1 || $# = 4 ]] || usage_error 'addhost takes NAME, or NAME VCPUS MEMORY_MB LOCAL_GB.'
    for number in "${@:2}"; do
        [[ $number =~ ^[1-9][0-9]*$ ]] || usage_error "'$number' is not a whole number above 0."
    done
    require_alive nova-scheduler
    if [ -f "$(host_file "$name")" ] && [ $# = 1 ]; then
        set_powered "$name" true
    else
        ! alive "compute-$name" || die 1 "$name runs already." "Run \`$SELF rmhost $name\` first."
        write_host "$name" "${service_host:-$name.maas}" "${2:-8}" "${3:-32096}" "${4:-457}"
    fi
    start_compute "$name"
    wait_computes "$name"
}

# rmhost [--forget] NAME   switched off; with --forget, struck from the cloud's books as well
rmhost() {
    local forget='' name host servers
    if [ "${1:-}" = --forget ]; then forget=1; shift; fi
    [ $# = 1 ] || usage_error 'rmhost takes one NAME.'
    name=$1
    [ -f "$(host_file "$name")" ] || die 1 "There is no host '$name'." "The hosts are: $(host_names | tr '\n' ' ')"
    host=$(jq -r .host "$(host_file "$name")")
    if [ -n "$forget" ]; then
        servers=$(admin server list --all-projects --host "$host" -f value -c Name | tr '\n' ' ')
        [ -z "$servers" ] || die 1 "Nova does not forget $name: it has the servers $servers" \
            'Migrate or delete them first, or leave --forget out.'
    fi
    stop "compute-$name"
    set_powered "$name" false
    [ -z "$forget" ] || forget_host "$name" "$host"
}

# forget_host NAME SERVICE_HOST
forget_host() {
    local name=$1 host=$2 id
    # Nova takes the hypervisor and its resource provider along.
    for id in $(admin --os-compute-api-version 2.53 compute service list --service nova-compute --host "$host" -f value -c ID); do
        admin --os-compute-api-version 2.53 compute service delete "$id"
    done
    # fakechassis withdraws the chassis of a host that has no file. Neutron
    # lists the agents of a chassis that is gone, dead, until they are deleted.
    rm -f "$(host_file "$name")"
    for id in $(admin network agent list --host "$host" -f value -c ID); do
        admin network agent delete "$id"
    done
}
