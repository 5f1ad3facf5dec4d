#!/bin/sh
# Lay or raise Temporal's tables in its two databases, before every start of the server.
# Setting up a database that has tables already leaves its version alone.
set -eu
schema=/etc/temporal/schema/postgresql/v12

lay() {
    tool="temporal-sql-tool --plugin postgres12 --ep $POSTGRES_SEEDS -u $POSTGRES_USER -p $DB_PORT --db $1"
    $tool setup-schema -v 0.0
    $tool update-schema -d "$schema/$2/versioned"
}

lay temporal temporal
lay temporal_visibility visibility
