#!/bin/sh
# Lay or raise Temporal's tables in its two databases. Run by the admin-tools image before every start of the server.
set -eu
schema=/etc/temporal/schema/postgresql/v12

lay() {
    tool="temporal-sql-tool --plugin postgres12 --ep $POSTGRES_SEEDS -u $POSTGRES_USER -p $DB_PORT --db $1"
    $tool setup-schema -v 0.0 || echo "$1 has tables already"
    $tool update-schema -d "$schema/$2/versioned"
}

lay temporal temporal
lay temporal_visibility visibility
