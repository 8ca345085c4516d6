# shellcheck shell=bash
# Where things are, how to speak, what this machine must be. Sourced first by
# scripts/testbed-ceph; every other part relies on it.

STATE=${TOMBO_TESTBED_CEPH:-${TMPDIR:-/tmp}/tombo-testbed-ceph}
STATE=${STATE%/}
RUN=$STATE/run LOG=$STATE/log ETC=$STATE/etc
# shellcheck disable=SC2034  # shared with the parts that are sourced after this one
{
    SELF=scripts/testbed-ceph
    CONF=$ETC/ceph.conf
    IP=127.0.0.1
    # The Ceph that the OpenStack testbed says its images and volumes are in.
    FSID=5f1e2d3c-0000-4000-8000-00000000ceff
    # As charm-ceph-mon does it, a monitor is called as its container is: scripts/lab has the same names.
    MONS=(juju-8e6b27-0-lxd-0 juju-8e6b27-1-lxd-0 juju-8e6b27-2-lxd-0)
    RGW=juju-8e6b27-0-lxd-5
    V2=23300 V1=26780 RGW_PORT=27480
    WAIT=${TOMBO_TESTBED_WAIT:-300}
}
PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL=C.UTF-8
# Ceph tells of the container it is in by this name, if there is one.
unset CONTAINER_NAME CEPH_ARGS CEPH_CONF

say() { printf '[%4ds] %s\n' "$SECONDS" "$*"; }

# die STATUS MESSAGE [HINT]
die() {
    printf 'Error: %s\n' "$2" >&2
    [ -z "${3:-}" ] || printf 'Hint: %s\n' "$3" >&2
    exit "$1"
}

usage_error() { die 2 "$1" "Run \`$SELF help\`."; }

require_machine() {
    ((EUID == 0)) ||
        die 1 'The testbed needs root: it installs Debian packages, runs their daemons and makes loop devices.' \
            'Run it with sudo, best in a virtual machine or a container.'
    command -v apt-get >/dev/null || die 1 'There is no apt-get on PATH.' 'Use an ordinary Debian 12, with apt.'
}

# A marker says that a directory is ours: `up --fresh` removes nothing elsewhere.
prepare_state() {
    if [ ! -f "$STATE/.testbed-ceph" ]; then
        [ -z "$(ls -A "$STATE" 2>/dev/null)" ] ||
            die 1 "$STATE holds something that is not a testbed." \
                'Set TOMBO_TESTBED_CEPH to an empty or absent directory.'
        install -d -m 700 "$STATE"
        : >"$STATE/.testbed-ceph"
    fi
    mkdir -p "$LOG" "$ETC" "$RUN"/{sockets,crash,fake/udev/data}
}

require_up() { alive mon.0 || alive mon.1 || die 1 "No testbed is up in $STATE." "Run \`$SELF up\` first."; }

# None of the packages' services is started by the installation: they would come with configurations of their own.
install_packages() {
    local packages=(ceph-mon ceph-mgr ceph-osd radosgw ceph-common uuid-runtime) policy=/usr/sbin/policy-rc.d made=''
    [ "$(dpkg-query -W -f='${Status}\n' "${packages[@]}" 2>/dev/null | grep -c 'ok installed')" != "${#packages[@]}" ] || return 0
    say "installing ${packages[*]} (log: $LOG/install.log)"
    [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod 755 "$policy"; made=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}" >"$LOG/install.log" 2>&1 ||
        die 1 'The packages cannot be installed.' "Read $LOG/install.log; \`apt-get update\` may help."
    [ -z "$made" ] || rm -f "$policy"
}
