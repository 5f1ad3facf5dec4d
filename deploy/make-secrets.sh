#!/bin/sh
# Draw the passwords that docker-compose.yml needs into deploy/secrets, once; existing ones are kept.
# The files are readable so that the services' own users can read them; the folder is yours alone.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")"
mkdir -p -m 700 secrets
cd secrets
if [ -e temporal.env ]; then
    echo "deploy/secrets is there already: nothing changed." >&2
    exit 0
fi
draw() {
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}
draw >postgres_password
vaihto=$(draw)
temporal=$(draw)
printf '%s' "$vaihto" >vaihto_password
printf '%s' "$temporal" >temporal_password
printf 'postgresql+psycopg://vaihto:%s@postgres:5432/vaihto' "$vaihto" >vaihto_database_url
printf 'POSTGRES_PWD=%s\nSQL_PASSWORD=%s\n' "$temporal" "$temporal" >temporal.env
: >vaihto_smtp_password # fill in what the mail relay asks for, if it asks
: >vaihto_imap_password # fill in what the mailbox asks for, if Vaihto reads one
: >vaihto_imap_client_secret # or the secret by which it asks for tokens
