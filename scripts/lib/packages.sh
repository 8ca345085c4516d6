# shellcheck shell=bash
# Installs what the build needs beside a Swift compiler. Sourced:
# `. scripts/lib/packages.sh; install_packages`. Asks nothing.

# missing_packages   Debian's names of what is not there, one a line
#
# The files are looked for, not the packages: they may have come another way.
missing_packages() {
    have_header sqlite3.h || echo libsqlite3-dev
    # For the gzip that the HTTP client speaks.
    have_header zlib.h || echo zlib1g-dev
    # The package manager fetches the libraries with these.
    command -v git >/dev/null || echo git
    [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -e /etc/pki/tls/cert.pem ] || echo ca-certificates
}

have_header() { [ -e "/usr/include/$1" ] || [ -e "/usr/local/include/$1" ]; }

install_packages() {
    local missing as_root=() log
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]} > 0)) || return 0
    local command="apt-get install -y --no-install-recommends ${missing[*]}"
    command -v apt-get >/dev/null ||
        cannot_install 'it has no apt-get' "Install with its package manager what Debian calls: ${missing[*]}."
    if ((EUID != 0)); then
        # -n: never a question, which nobody may be there to answer.
        sudo -n true 2>/dev/null || cannot_install "$(id -un) may not install packages" "Run as root: $command"
        as_root=(sudo -n)
    fi
    echo "Installing ${missing[*]} (apt-get)."
    log=$(mktemp)
    # Where the lists are missing or speak of packages that are gone, they are fetched first.
    if ! { have_lists && apt_get install "${missing[@]}"; } >"$log" 2>&1 &&
        ! { apt_get update && apt_get install "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        cannot_install 'apt-get failed' "Look at what it says above and at the network, then run: $command"
    fi
    rm -f "$log"
}

have_lists() { [ -n "$(find /var/lib/apt/lists -name '*_Packages*' -print -quit 2>/dev/null)" ]; }

# apt_get update, apt_get install PACKAGE...
apt_get() {
    local command=(apt-get "$1" -q)
    [ "$1" = update ] || command+=(-y --no-install-recommends -o DPkg::Lock::Timeout=600)
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive "${command[@]}" "${@:2}" </dev/null
}

# cannot_install WHY WHAT-TO-DO
cannot_install() {
    printf 'Error: The build needs %s, and this machine lacks it; %s.\nHint: %s\n' "${missing[*]}" "$1" "$2" >&2
    exit 1
}
