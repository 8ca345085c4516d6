# shellcheck shell=bash
# Where things are, how to speak, what this machine must be. Sourced first by
# scripts/testbed-openstack; every other part relies on it.

STATE=${TOMBO_TESTBED_OPENSTACK:-${TMPDIR:-/tmp}/tombo-testbed-openstack}
STATE=${STATE%/}
RUN=$STATE/run LOG=$STATE/log ETC=$STATE/etc
# shellcheck disable=SC2034  # shared with the parts that are sourced after this one
{
    SELF=scripts/testbed-openstack
    OPENRC=$STATE/openrc
    CLOUDS=$STATE/clouds.yaml
    # A throwaway: every port it opens is on the loopback of this machine.
    PASSWORD=labpass
    KEYSTONE_URL=http://127.0.0.1:5000/v3
    REGION=RegionOne
    # Of the Ceph that images and volumes say they are in.
    CEPH_FSID=5f1e2d3c-0000-4000-8000-00000000ceff
    # Seconds to wait for any one thing. Far more than an idle machine needs: a
    # compiler may have both cores.
    WAIT=${TOMBO_TESTBED_WAIT:-900}
}

# What everything of the testbed runs with. A clean environment keeps out
# proxies, OS_* variables and a Python that is not Debian's; no bytecode is
# written, for it would land beside the sources in scripts/.
CLEAN_PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin
CLEAN_ENV=(PATH="$CLEAN_PATH" HOME="$RUN/home" LANG=C.UTF-8 LC_ALL=C.UTF-8
    PYTHONWARNINGS=ignore PYTHONDONTWRITEBYTECODE=1)

clean() { env -i "${CLEAN_ENV[@]}" "$@"; }

say() { printf '[%4ds] %s\n' "$SECONDS" "$*"; }

# die STATUS MESSAGE [HINT]
die() {
    printf 'Error: %s\n' "$2" >&2
    [ -z "${3:-}" ] || printf 'Hint: %s\n' "$3" >&2
    exit "$1"
}

usage_error() { die 2 "$1" "Run \`$SELF help\`."; }

# The state directory's name goes into URLs, configuration files and the paths
# of Unix sockets (107 bytes at most), hence the two limits.
require_plain_state() {
    [[ $STATE =~ ^/[A-Za-z0-9._/-]+$ ]] ||
        die 2 "The state directory '$STATE' is not a plain absolute path." \
            'Set TOMBO_TESTBED_OPENSTACK to a path of letters, digits, dots, dashes and underscores.'
    ((${#STATE} <= 80)) ||
        die 2 "The path of the state directory '$STATE' is too long for the Unix sockets in it." \
            'Set TOMBO_TESTBED_OPENSTACK to a path of at most 80 characters.'
}

require_machine() {
    ((EUID == 0)) ||
        die 1 'The testbed needs root: it installs Debian packages and runs their daemons.' \
            'Run it with sudo, best in a virtual machine or a container.'
    local id='' version=''
    # shellcheck disable=SC1091
    [ ! -r /etc/os-release ] || { id=$(. /etc/os-release && echo "${ID:-}") version=$(. /etc/os-release && echo "${VERSION_ID:-}"); }
    [ "$id" = debian ] ||
        die 1 "This is not Debian (/etc/os-release says '${id:-nothing}'): its OpenStack packages are laid out otherwise." \
            'Use a virtual machine or a container of Debian 12.'
    command -v apt-get >/dev/null ||
        die 1 'There is no apt-get on PATH.' 'Use an ordinary Debian 12, with apt.'
    [ "$version" = 12 ] ||
        echo "Warning: written for Debian 12 (OpenStack Zed), this is ${version:-unknown}; it may not come up." >&2
}

# A marker says that a directory is ours: `up --fresh` removes nothing elsewhere.
prepare_state() {
    if [ ! -f "$STATE/.testbed-openstack" ]; then
        [ -z "$(ls -A "$STATE" 2>/dev/null)" ] ||
            die 1 "$STATE holds something that is not a testbed." \
                'Set TOMBO_TESTBED_OPENSTACK to an empty or absent directory.'
        install -d -m 700 "$STATE"
        : >"$STATE/.testbed-openstack"
    fi
    [ -O "$STATE" ] || die 1 "$STATE belongs to somebody else." 'Set TOMBO_TESTBED_OPENSTACK to a directory of root.'
    mkdir -p "$LOG" "$RUN"/{home,story,hosts,lock,rabbit,nova,neutron,glance/images,cinder} \
        "$ETC"/{keystone,placement,nova,neutron,glance,cinder}
    chmod 700 "$RUN/home"
}

require_readable() {
    [ ! -e "$STATE" ] || [ -r "$STATE" ] || die 1 "$STATE cannot be read by $(id -un)." 'Run this as the user who made the testbed: root.'
}

require_up() {
    require_readable
    alive keystone || die 1 "No testbed is up in $STATE." "Run \`$SELF up\` first."
}

# One command at a time changes a testbed. Descriptor 9 holds the lock; start()
# closes it, or the daemons would hold it for ever.
take_lock() {
    exec 9>"$STATE/.lock"
    flock -n 9 || die 1 "Another testbed-openstack is at work in $STATE." 'Wait until it is done.'
}
