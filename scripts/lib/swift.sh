# shellcheck shell=bash
# Finds a Swift compiler. Sourced: `. scripts/lib/swift.sh; find_swift`, then "$SWIFT" build.
#
# Not every `swift` is one: Debian's python3-swiftclient (the client of
# OpenStack's object store) installs /usr/bin/swift too, and it may come first
# on PATH. Hence each is asked for its version.

SWIFT_NEEDED=6.2

# swift_candidates   the paths to try, in order, each once
swift_candidates() {
    {
        type -ap swift || true
        printf '%s\n' /opt/swift/usr/bin/swift "${SWIFTLY_BIN_DIR:-${HOME:-/root}/.local/share/swiftly/bin}/swift" \
            "${HOME:-/root}/.local/share/swiftly/bin/swift" "${HOME:-/root}/.swiftly/bin/swift"
    } | awk '!seen[$0]++'
}

# swift_version PATH   6.3.1, or nothing when it is no Swift compiler
swift_version() {
    local text
    text=$("$1" --version 2>/dev/null </dev/null) || return 0
    sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' <<<"$text" | head -n 1
}

# version_at_least VERSION WANTED
version_at_least() { [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

# find_swift   sets SWIFT to the first Swift compiler that is new enough, or ends the script
find_swift() {
    local path version found=()
    while read -r path; do
        [ -x "$path" ] || continue
        version=$(swift_version "$path")
        if [ -n "$version" ] && version_at_least "$version" "$SWIFT_NEEDED"; then
            # shellcheck disable=SC2034  # for the script that sources this
            SWIFT=$path
            return
        fi
        if [ -n "$version" ]; then version="Swift $version, too old"; fi
        found+=("  $path: ${version:-no Swift compiler}")
    done < <(swift_candidates)
    {
        echo "Error: There is no Swift $SWIFT_NEEDED or later on this machine."
        if ((${#found[@]} > 0)); then
            echo 'Found instead:'
            printf '%s\n' "${found[@]}"
        fi
        echo 'Hint: Install one as https://www.swift.org/install/linux says, then put its usr/bin first on PATH.'
    } >&2
    exit 1
}

# build_options   sets BUILD_OPTIONS: TOMBO_BUILD_PATH keeps builds apart, or on a faster disk
build_options() {
    # shellcheck disable=SC2034  # for the script that sources this
    BUILD_OPTIONS=()
    # shellcheck disable=SC2034
    [ -z "${TOMBO_BUILD_PATH:-}" ] || BUILD_OPTIONS=(--scratch-path "$TOMBO_BUILD_PATH")
}
