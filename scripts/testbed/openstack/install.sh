# shellcheck shell=bash
# The Debian packages. None of their services is started by the installation:
# they would listen on all addresses, with configurations of their own.

missing_packages() {
    local package
    while read -r package; do
        [[ $package == '#'* ]] || dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
    done <"$TESTBED/packages.list"
}

install_packages() {
    local missing log=$LOG/install.log
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]} > 0)) || return 0
    say "installing ${#missing[@]} packages and what they need (log: $log)"
    (
        export DEBIAN_FRONTEND=noninteractive
        # invoke-rc.d asks this file; 101 means "do not". Ours goes away again, somebody else's stays.
        policy=/usr/sbin/policy-rc.d
        if [ ! -e "$policy" ]; then
            printf '#!/bin/sh\nexit 101\n' >"$policy"
            chmod 755 "$policy"
            trap 'rm -f "$policy"' EXIT
        fi
        fresh=$(find /var/lib/apt/lists -name '*_Packages*' -mmin -1440 2>/dev/null | head -n 1)
        [ -n "$fresh" ] || apt-get update -q
        apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=1800 \
            -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "${missing[@]}"
    ) >"$log" 2>&1 </dev/null 9>&- || {
        tail -n 15 "$log" >&2
        die 1 'apt-get could not install the packages.' "Read $log; check the network and /etc/apt, then run the command again."
    }
}
