# shellcheck shell=bash
# Daemons: start, look after, stop. Nothing is ever found by its name.
#
# A pid file holds "PID STARTTIME" (field 22 of /proc/PID/stat), so a number
# used again by another process is not mistaken for ours. Daemons rewrite their
# title and with it their environment (neutron-server does): neither is a mark
# to go by. PID is also the daemon's session and process group.

# start_time PID
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# alive NAME   whether the process started under that name still runs
alive() {
    local pid started
    [ -f "$RUN/$1.pid" ] || return 1
    read -r pid started <"$RUN/$1.pid" || return 1
    [ -n "$pid" ] && [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ]
}

# start NAME COMMAND...   in its own session, with a clean environment and a log
start() {
    local name=$1 pid
    shift
    ! alive "$name" || return 0
    # setsid does not fork here: a background job of a script is no group leader, so $! stays the daemon's own number.
    setsid env -i "${CLEAN_ENV[@]}" "$@" >>"$LOG/$name.log" 2>&1 </dev/null 9>&- &
    pid=$!
    disown
    for _ in {1..40}; do
        [ "$(ps -o sid= -p "$pid" 2>/dev/null | tr -d ' ')" != "$pid" ] || break
        sleep .05
    done
    echo "$pid $(start_time "$pid")" >"$RUN/$name.pid"
}

# start_wsgi NAME PORTS FILE [VARIABLE=VALUE...]   a WSGI application under uwsgi
start_wsgi() {
    local name=$1 ports=$2 file=$3 port sockets=()
    shift 3
    for port in $ports; do sockets+=(--http-socket "127.0.0.1:$port"); done
    start "$name" env "$@" uwsgi "${sockets[@]}" --plugin python3 --master --processes 2 --threads 1 \
        --lazy-apps --enable-threads --thunder-lock --die-on-term --no-orphans --buffer-size 65535 --listen 100 \
        --add-header 'Connection: close' --wsgi-file "$file" --pyargv ''
}

# stop NAME [SECONDS]   TERM to the whole group, then KILL to what is left of the session
stop() {
    local name=$1 seconds=${2:-60} pid left i
    [ -f "$RUN/$name.pid" ] || return 0
    if alive "$name"; then
        read -r pid _ <"$RUN/$name.pid"
        kill -TERM -- "-$pid" 2>/dev/null || true
        for ((i = 0; i < seconds * 5; i++)); do
            left=$(pgrep -s "$pid") || break
            sleep .2
        done
        if left=$(pgrep -s "$pid"); then
            echo "$name: still there after $seconds s, killing it." >&2
            # shellcheck disable=SC2086
            kill -KILL $left 2>/dev/null || true
            sleep 1
            ! left=$(pgrep -s "$pid") || { echo "Error: $name does not end: process $left." >&2; return 1; }
        fi
    fi
    rm -f "$RUN/$name.pid"
}

# names   of everything that has been started and not stopped
names() {
    local file
    for file in "$RUN"/*.pid; do
        [ ! -f "$file" ] || basename "$file" .pid
    done
}

# require_alive NAME
require_alive() {
    alive "$1" && return 0
    tail -n 8 "$LOG/$1.log" >&2 || true
    die 1 "$1 has died." "Read $LOG/$1.log."
}

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# require_free NAME PORT...   unless NAME is already up, nobody else may have its ports
require_free() {
    local name=$1 port
    shift
    ! alive "$name" || return 0
    for port in "$@"; do
        ! port_open "$port" || die 1 "Port $port, which $name needs, is taken by a process that is not this testbed's." \
            "Find it with \`ss -ltnp sport = :$port\` and stop it."
    done
}

# wait_port NAME PORT, wait_http NAME URL   until it answers, whatever it says
wait_port() { wait_service "$1" port_open "$2"; }
wait_http() { wait_service "$1" curl -s -o /dev/null --noproxy '*' --max-time 10 "$2"; }
wait_service() {
    local name=$1 deadline=$((SECONDS + WAIT))
    shift
    until "$@"; do
        require_alive "$name"
        ((SECONDS < deadline)) || die 1 "$name does not answer after $WAIT s." "Read $LOG/$name.log; TOMBO_TESTBED_WAIT=SECONDS waits longer."
        sleep .5
    done
}
