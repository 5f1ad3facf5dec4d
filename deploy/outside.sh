#!/bin/sh
# Install what judges our calendars and pages and is not ours: libical, ical.js, node-ical, Radicale, axe-core
# and oidc-provider.
#
#   sh deploy/outside.sh
#
# Debian's packages are installed as root; elsewhere it says what is missing and goes on.
# It may run again and again: what is there is left alone.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
modules=.tools/outside

lacks_libical() {
    ! /usr/bin/python3 -c "import gi; gi.require_version('ICalGLib', '3.0')" 2>/dev/null
}

needed() {
    if lacks_libical; then echo gir1.2-ical-3.0 python3-gi; fi
    if ! command -v node >/dev/null; then echo nodejs; fi
    if ! command -v npm >/dev/null; then echo npm; fi
}

install_from_debian() {
    if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
        echo "Not installed here, and only root can on Debian: $*" >&2
        return
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get install --quiet=2 --yes --no-install-recommends "$@" >/dev/null 2>&1 ||
        { apt-get update --quiet=2 && apt-get install --quiet=2 --yes --no-install-recommends "$@" >/dev/null; }
}

# Apart from the tests, whose folder holds only what we wrote.
install_node_modules() {
    if ! command -v npm >/dev/null || cmp -s tests/outside/package-lock.json "$modules/installed.json"; then return; fi
    mkdir -p "$modules"
    cp tests/outside/package.json tests/outside/package-lock.json "$modules/"
    (cd "$modules" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    cp tests/outside/package-lock.json "$modules/installed.json"
}

packages=$(needed)
# shellcheck disable=SC2086 # several names, as several words
if [ -n "$packages" ]; then install_from_debian $packages; fi
install_node_modules
sh deploy/environment.sh outside
