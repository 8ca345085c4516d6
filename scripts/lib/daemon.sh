# shellcheck shell=bash
# Starts and stops a daemon that plays Examples/lab. Sourced by the scripts that try it.
#
# Before: $tombo is the program, $work a folder of the script's own.

# tombo_program   sets tombo: $TOMBO, or the one that was built last
tombo_program() {
    local path
    tombo=${TOMBO:-}
    if [ -z "$tombo" ]; then
        for path in "${TOMBO_BUILD_PATH:-.build}"/{release,debug}/tombo; do
            if [ -x "$path" ]; then tombo=$path && break; fi
        done
    fi
    [ -x "$tombo" ] && return
    printf 'Error: There is no built tombo.\nHint: Run scripts/test or scripts/demo first, or set TOMBO to the program.\n' >&2
    exit 1
}

# daemon_settings INTERVAL   writes $work/tombo.yaml
daemon_settings() {
    printf 'daemon: {interval: %s, jitter: 0s, stop_within: 5s, verify: never}\n' "$1" >"$work/tombo.yaml"
}

# start_daemon DATABASE [OPTION...]   sets daemon, the process, and url; its log is $work/daemon.log
start_daemon() {
    : >"$work/daemon.log"
    "$tombo" daemon --replay Examples/lab --config "$work/tombo.yaml" --db "$1" --listen 127.0.0.1:0 "${@:2}" \
        2>"$work/daemon.log" &
    # shellcheck disable=SC2034  # for the script that sources this
    daemon=$!
}

# wait_for_url   waits until it answers
wait_for_url() {
    local tries
    for ((tries = 0; tries < 300; tries++)); do
        url=$(sed -n 's/.*answering.*listen=\([0-9.:]*\).*/\1/p; s/.*listen=\([0-9.:]*\).*answering.*/\1/p' "$work/daemon.log" | head -n 1)
        if [ -n "$url" ]; then
            url=http://$url
            return
        fi
        kill -0 "$daemon" 2>/dev/null || break
        sleep 0.1
    done
    echo 'Error: The daemon does not answer; its log:' >&2
    cat "$work/daemon.log" >&2
    exit 1
}

# snapshots DATABASE   how many there are
snapshots() { "$tombo" sql 'SELECT count(*) AS n FROM snapshot' --db "$1" -f value -q 2>/dev/null || echo 0; }
