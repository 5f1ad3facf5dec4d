#!/bin/sh
# Install the servers that tests/outside starts for itself: Postfix and Dovecot for mail, nginx and Caddy as proxies.
#
#   sh deploy/outside-mail.sh
#
# Debian's packages are installed as root, and not started; elsewhere it says what is missing and goes on.
# It may run again and again: what is there is left alone.
set -eu

needed() {
    if ! command -v postfix >/dev/null; then echo postfix; fi
    if ! command -v dovecot >/dev/null; then echo dovecot-core dovecot-imapd dovecot-lmtpd; fi
    if ! command -v nginx >/dev/null; then echo nginx-light; fi
    if ! command -v caddy >/dev/null; then echo caddy; fi
    if ! command -v openssl >/dev/null; then echo openssl; fi
}

# Postfix asks at its installation what it shall be: nothing, until a test tells it.
answer_questions() {
    echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
}

# The tests start servers of their own; those of the system stay down.
keep_down() {
    if [ -e /usr/sbin/policy-rc.d ]; then return; fi
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
}

get() {
    apt-get install --quiet=2 --yes --no-install-recommends "$@" >/dev/null
}

install_from_debian() {
    export DEBIAN_FRONTEND=noninteractive
    answer_questions
    keep_down
    get "$@" 2>/dev/null || { apt-get update --quiet=2 && get "$@"; }
}

packages=$(needed)
if [ -z "$packages" ]; then exit 0; fi
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
    echo "Not installed here, and only root can on Debian:" $packages >&2
    exit 0
fi
# shellcheck disable=SC2086 # several names, as several words
install_from_debian $packages
