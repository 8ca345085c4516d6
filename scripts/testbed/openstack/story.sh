# shellcheck shell=bash
# The lab's story: what was done to the cloud, stage by stage, one file each in
# story/. A stage is played once in the life of a testbed.

STAGES=(tarefa-1 tarefa-2 tarefa-3 tarefa-4-before tarefa-4 ops scale)

# The client, as the administrator and as the user of the lab. By clouds.yaml,
# so that nothing in the caller's environment gets in the way.
openstack_as() {
    local cloud=$1
    shift
    clean OS_CLIENT_CONFIG_FILE="$CLOUDS" openstack --os-cloud "$cloud" "$@" </dev/null
}
admin() { openstack_as lab "$@"; }
user1() { openstack_as lab-user1 "$@"; }

# server_id NAME, server_host NAME
server_id() { admin server list --all-projects --name "^$1\$" -f value -c ID; }
server_host() { admin server show "$(server_id "$1")" -f value -c OS-EXT-SRV-ATTR:host; }

# wait_server NAME STATUS   an ERROR that nobody asked for ends the wait
wait_server() {
    local name=$1 wanted=$2 status deadline=$((SECONDS + WAIT))
    while true; do
        status=$(user1 server show "$name" -f value -c status)
        [ "$status" != "$wanted" ] || return 0
        [ "$status" != ERROR ] || die 1 "Server $name is in ERROR, not $wanted." "Read $LOG/nova-conductor.log and $LOG/compute-*.log."
        ((SECONDS < deadline)) || die 1 "Server $name is $status after $WAIT s, not $wanted."
        sleep 1
    done
}

# stage_name NAME   tarefa4-before is tarefa-4-before
stage_name() {
    local name=$1 stage
    if [[ $name =~ ^tarefa([0-9].*)$ ]]; then name=tarefa-${BASH_REMATCH[1]}; fi
    for stage in "${STAGES[@]}"; do
        [ "$stage" != "$name" ] || { echo "$stage"; return; }
    done
    usage_error "There is no stage '$1'; there are: ${STAGES[*]}."
}

# stage_before STAGE   the one it builds upon
stage_before() {
    case $1 in
        tarefa-1) ;;
        tarefa-2) echo tarefa-1 ;;
        tarefa-3) echo tarefa-2 ;;
        tarefa-4-before) echo tarefa-3 ;;
        tarefa-4) echo tarefa-4-before ;;
        ops) echo tarefa-4 ;;
        scale) echo tarefa-1 ;;
    esac
}

story() {
    local argument stage stages=()
    (($# > 0)) || usage_error "story takes one stage or more: ${STAGES[*]}."
    for argument in "$@"; do
        stage=$(stage_name "$argument")
        stages+=("$stage")
    done
    require_alive nova-api
    for stage in "${stages[@]}"; do play "$stage"; done
}

play() {
    local stage=$1 before status
    if [ -f "$RUN/story/$stage" ]; then
        say "$stage has been played already"
        return
    fi
    before=$(stage_before "$stage")
    [ -z "$before" ] || [ -f "$RUN/story/$before" ] ||
        die 1 "$stage builds upon $before, which has not been played." "Run \`$SELF story $before $stage\`."
    say "$stage begins"
    # Not in an `if` or before `||`: there, bash ignores the stage's failing commands.
    set +e
    (
        set -e
        # shellcheck source=/dev/null
        . "$TESTBED/story/$stage.sh"
    )
    status=$?
    set -e
    ((status == 0)) || die 1 "$stage broke off half-way (status $status)." \
        "Run \`$SELF up --fresh\` and play the stages again; a stage cannot be resumed."
    date -u +%Y-%m-%dT%H:%M:%SZ >"$RUN/story/$stage"
    say "$stage done"
}
