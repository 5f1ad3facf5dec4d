#!/bin/sh
# The postgres image runs this once, on an empty volume: one role and its databases for us, one for Temporal.
set -eu
vaihto=$(cat /run/secrets/vaihto_password)
temporal=$(cat /run/secrets/temporal_password)
psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 --set vaihto="$vaihto" --set temporal="$temporal" <<'SQL'
CREATE ROLE vaihto LOGIN PASSWORD :'vaihto';
CREATE ROLE temporal LOGIN PASSWORD :'temporal';
CREATE DATABASE vaihto OWNER vaihto ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
SQL
