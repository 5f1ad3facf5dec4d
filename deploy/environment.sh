#!/bin/sh
# Make .venv hold exactly what a lock file names, and the `vaihto` command.
#
#   sh deploy/environment.sh runtime    what running needs
#   sh deploy/environment.sh dev        and what testing needs
#   sh deploy/environment.sh bench      and, if they can be had, the peers that only `make bench-solver` measures
#   sh deploy/environment.sh outside    and the calendar server that judges our calendars (deploy/outside.sh)
#
# It asks the machine for Python 3.11 or newer (with venv or pip) and a package index.
# uv is taken from the PATH, or put privately into .tools/uv, pinned with hashes.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
export UV_PYTHON_DOWNLOADS=never
unset VIRTUAL_ENV PYTHONHOME UV_PROJECT_ENVIRONMENT 2>/dev/null || true

oldest_uv=0.8
pythons="python3.13 python3.12 python3.11 python3"

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for python in $pythons; do
        if is_new_enough "$python"; then return; fi
    done
    found=$(python3 --version 2>/dev/null) || found="no python3"
    stop "Vaihto needs Python 3.11 or newer on the PATH, and found $found."
}

find_uv() {
    case $(uv --version 2>/dev/null) in
        "" | "uv 0."[0-7].*) uv=.tools/uv/bin/uv ;;
        *) uv=uv; return ;;
    esac
    if ! cmp -s requirements-uv.lock .tools/uv/installed.lock || ! "$uv" --version >/dev/null 2>&1; then
        install_uv
    fi
}

install_uv() {
    echo "No uv $oldest_uv or newer on the PATH: installing one privately into .tools/uv."
    rm -rf .tools/uv
    for candidate in $pythons; do
        if ! is_new_enough "$candidate"; then continue; fi
        if "$candidate" -c 'import ensurepip' 2>/dev/null; then
            "$candidate" -m venv .tools/uv
            install_with .tools/uv/bin/python
        elif "$candidate" -m pip --version >/dev/null 2>&1; then
            install_with "$candidate" --target .tools/uv
        else
            continue
        fi
        cp requirements-uv.lock .tools/uv/installed.lock
        return
    done
    stop "This Python has neither venv nor pip. On Debian or Ubuntu run: apt install python3-venv"
}

install_with() {
    installer=$1
    shift
    "$installer" -m pip install --quiet --disable-pip-version-check \
        --only-binary :all: --require-hashes --requirement requirements-uv.lock "$@"
}

# A tree that was copied or moved would otherwise run the commands of the tree it came from.
is_of_this_place() {
    [ "$(cat .venv/place 2>/dev/null || pwd -P)" = "$(pwd -P)" ]
}

make_venv() {
    if is_of_this_place && is_new_enough .venv/bin/python; then return; fi
    "$uv" venv --quiet --clear --python "$python" .venv
}

install() {
    find_python
    find_uv
    make_venv
    rm -f .venv/has-*
    pwd -P >.venv/place
    "$uv" pip sync --compile-bytecode --python .venv/bin/python --require-hashes "$lock"
    "$uv" pip install --quiet --python .venv/bin/python --no-deps \
        --build-constraints requirements-build.lock --editable .
    echo "$wanted" >".venv/has-$kind"
}

add_peers() {
    if cmp -s requirements-bench.lock .venv/has-bench; then return; fi
    find_uv
    if "$uv" pip install --quiet --python .venv/bin/python --require-hashes --requirement requirements-bench.lock; then
        cp requirements-bench.lock .venv/has-bench
    else
        echo "HiGHS could not be installed, so its rows are left out." >&2
    fi
}

# In a place of its own, so that nothing of it is ever taken for ours.
add_outside() {
    home=.tools/outside/python
    if cmp -s requirements-outside.lock "$home/installed.lock" && "$home/bin/python" --version >/dev/null; then return; fi
    find_uv
    "$uv" venv --quiet --clear --python .venv/bin/python "$home"
    "$uv" pip install --quiet --python "$home/bin/python" --require-hashes --requirement requirements-outside.lock
    cp requirements-outside.lock "$home/installed.lock"
}

kind=${1:-dev}
added=none
case $kind in bench | outside)
    added=$kind
    kind=dev
    ;;
esac
case $kind in
    runtime) if [ -e .venv/has-dev ]; then kind=dev; fi ;; # running is content with what testing has
    dev) ;;
    *) stop "usage: sh deploy/environment.sh runtime|dev|bench|outside" ;;
esac
lock=requirements-dev.lock
if [ "$kind" = runtime ]; then lock=requirements.lock; fi
if [ ! -w "${HOME:-/nowhere}" ]; then
    UV_CACHE_DIR=${UV_CACHE_DIR:-$PWD/.tools/cache}
    export UV_CACHE_DIR
fi

# An office network that inspects TLS is trusted by the machine's certificates, not by those inside uv.
for store in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do
    if [ -s "$store" ]; then export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"; fi
done

wanted=$(cat "$lock" requirements-build.lock pyproject.toml | cksum)
if [ "$(cat ".venv/has-$kind" 2>/dev/null || true)" != "$wanted" ] ||
    ! is_of_this_place || ! is_new_enough .venv/bin/python; then
    install
fi

case $added in
    bench) add_peers ;;
    outside) add_outside ;;
esac
