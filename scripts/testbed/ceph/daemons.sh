# shellcheck shell=bash
# Daemons: start, look after, stop. Nothing is ever found by its name.
#
# A pid file holds "PID STARTTIME" (field 22 of /proc/PID/stat), so that a
# number used again by another process is not mistaken for ours.

ceph_() { timeout -k 2 60 ceph -c "$CONF" --connect-timeout 15 "$@"; }

# start_time PID
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# alive NAME   whether the process started under that name still runs
alive() {
    local pid started
    [ -f "$RUN/$1.pid" ] || return 1
    read -r pid started <"$RUN/$1.pid" || return 1
    [ -n "$pid" ] && [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ]
}

# started NAME HOST COMMAND...   in namespaces of its own, where the host is called HOST and udev knows our disks
started() {
    local name=$1 host=$2 pid
    shift 2
    ! alive "$name" || return 0
    # shellcheck disable=SC2016
    setsid unshare -um bash -c 'hostname "$1"; mount --bind "$2" /run; shift 2; exec "$@"' _ \
        "$host" "$RUN/fake" "$@" >>"$LOG/$name.out" 2>&1 </dev/null &
    pid=$!
    disown
    echo "$pid $(start_time "$pid")" >"$RUN/$name.pid"
}

# start_daemon osd.node1 | mon.0 | mgr.0 | rgw.0
start_daemon() {
    local kind=${1%%.*} which=${1#*.}
    case $kind in
    mon) started "$1" "${MONS[$which]}" ceph-mon -f -c "$CONF" -i "${MONS[$which]}" ;;
    mgr) started "$1" "${MONS[$which]}" ceph-mgr -f -c "$CONF" -i "${MONS[$which]}" ;;
    osd)
        [ -e "$RUN/disk.$which/id" ] || die 2 "There is no OSD on $which." "Make it with \`$SELF addosd $which\`."
        attach_disk "$which"
        started "$1" "$which" ceph-osd -f -c "$CONF" -i "$(cat "$RUN/disk.$which/id")" --osd-data "$RUN/disk.$which"
        ;;
    rgw) started "$1" "$RGW" radosgw -f -c "$CONF" -n "client.rgw.$RGW" ;;
    *) usage_error "There is no daemon '$1'." ;;
    esac
}

# stop NAME   TERM, then KILL
stop() {
    local pid i
    if alive "$1"; then
        read -r pid _ <"$RUN/$1.pid"
        kill -CONT "$pid"
        kill -TERM "$pid"
        for ((i = 0; i < 100; i++)); do
            alive "$1" || break
            sleep .1
        done
        ! alive "$1" || kill -KILL "$pid"
    fi
    rm -f "$RUN/$1.pid"
}

# signal SIGNAL NAME
signal() {
    local pid
    alive "$2" || die 1 "$2 does not run." "Run \`$SELF status\`."
    read -r pid _ <"$RUN/$2.pid"
    kill "-$1" "$pid"
}

# names   of everything that has been started and not stopped
names() {
    local file
    for file in "$RUN"/*.pid; do
        [ ! -f "$file" ] || basename "$file" .pid
    done
}

stop_everything() {
    local name image device
    for name in rgw osd mgr mon; do
        for name in $(names | grep "^$name\." || true); do stop "$name" & done
        wait
    done
    for image in "$RUN"/disk.*/block.img; do
        [ -e "$image" ] || continue
        for device in $(losetup -j "$image" -n -O NAME); do losetup -d "$device"; done
    done
}
