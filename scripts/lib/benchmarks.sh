# shellcheck shell=bash
# Builds the benchmarks. Sourced, after swift.sh and packages.sh:
# `. scripts/lib/benchmarks.sh; prepare_benchmarks tombo tombo-load`, which sets
# "$programs", the folder of what was built, and "$folder", an empty one that is
# removed at the end.

# build PRODUCT
build() {
    local log
    log=$(mktemp)
    if ! "$SWIFT" build "${BENCHMARK_OPTIONS[@]}" --configuration release --product "$1" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        printf 'Error: The build of %s failed.\nHint: The whole of its output is in %s.\n' "$1" "$log" >&2
        exit 1
    fi
    rm -f "$log"
}

# prepare_benchmarks PRODUCT...
prepare_benchmarks() {
    local product
    command -v python3 >/dev/null || { echo 'Error: The benchmarks need python3.' >&2 && exit 1; }
    install_packages
    find_swift
    build_options
    BENCHMARK_OPTIONS=(--package-path Benchmarks "${BUILD_OPTIONS[@]}")
    folder=$(mktemp --directory --tmpdir="${TOMBO_BENCH_TMP:-${TMPDIR:-/tmp}}" tombo-bench.XXXXXX)
    trap 'rm -rf "$folder"' EXIT
    echo 'Building for release ...' >&2
    for product in "$@"; do build "$product"; done
    # shellcheck disable=SC2034  # for the script that sources this
    programs=$("$SWIFT" build "${BENCHMARK_OPTIONS[@]}" --configuration release --show-bin-path)
}
