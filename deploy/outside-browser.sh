#!/bin/sh
# Install the browser that tests/browser steers, and axe-core, which judges our pages in it.
#
#   sh deploy/outside-browser.sh
#
# Debian's Chromium is installed as root; elsewhere it says what is missing and goes on.
# It may run again and again: what is there is left alone.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."

get() {
    apt-get install --quiet=2 --yes --no-install-recommends chromium >/dev/null
}

install_chromium() {
    if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
        echo "Not installed here, and only root can on Debian: chromium" >&2
        return
    fi
    export DEBIAN_FRONTEND=noninteractive
    get 2>/dev/null || { apt-get update --quiet=2 && get; }
}

if ! command -v chromium >/dev/null; then install_chromium; fi
sh deploy/outside.sh # axe-core stands among the judges in tests/outside/package.json
